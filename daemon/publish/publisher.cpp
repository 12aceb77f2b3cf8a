// SPDX-License-Identifier: MIT
// Decides when to make files; unit_files, unit_folder and cdi make them.
#include "daemon/publish/publisher.hpp"

#include "daemon/device/kfd_topology.hpp"
#include "daemon/publish/cdi_file.hpp"
#include "daemon/publish/cdi_libraries.hpp"
#include "daemon/publish/unit_folder.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <utility>

namespace rmcp::publish {
namespace {

using Clock = std::chrono::steady_clock;

/// A new card appears in several steps. With many cards, which take longer to describe, the steps
/// are gathered for longer: describing them takes at most a fifth of the time.
constexpr std::chrono::microseconds kGatherSteps{20'000};
constexpr int kRest = 4;

FoundRuntime read_runtime(const std::string& folder) { return read_unit_runtime(folder); }

}  // namespace

Publisher::Publisher(sys::Loop& loop, Options options, Hooks hooks)
    : options_(std::move(options)),
      files_(options_.paths),
      hooks_(std::move(hooks)),
      timer_(loop,
             [this] {
               const auto start = Clock::now();
               publish_cdi(hooks_.views());
               cdi_took_ =
                   std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
             }),
      runtimes_(
          loop, options_.patience, read_runtime,
          [this](const std::string& folder, bool refilled) { runtime_changed(folder, refilled); }),
      programs_(loop, options_.patience, hooks_.find_program, [this] { program_changed(); }),
      hsa_tool_(loop, options_.patience,
                {.done = [this](bool there) { set_hsa_tool(there); },
                 .failed = [this](const std::string&) { set_hsa_tool(false); },
                 .late = [this] { set_hsa_tool(false); }}) {
  // Left by a daemon with other settings, or of other cards.
  if (!options_.cdi) remove_cdi(files_, options_.paths.cdi).ignore();
}

void Publisher::refresh() {
  if (begun_) publish_units();
  if (options_.cdi && !timer_.armed()) timer_.arm(std::max(kGatherSteps, kRest * cdi_took_));
}

void Publisher::begin() {
  begun_ = true;
  publish_units();
}

void Publisher::set_units(std::vector<ServiceUnit> units) {
  units_ = std::move(units);
  std::set<std::string> folders, names;
  for (const auto& unit : units_) {
    names.insert(unit.name);
    if (!unit.runtime.empty()) folders.insert(unit.runtime);
  }
  runtimes_.refresh(folders);
  programs_.refresh(names);
  hsa_tool_.ask([path = options_.hsa_tool] { return has_hsa_tool(path); });
  if (begun_) publish_units();
}

void Publisher::runtime_changed(const std::string& folder, bool refilled) {
  if (begun_) publish_units();
  std::vector<std::string> units;
  for (const auto& unit : units_)
    if (unit.runtime == folder) units.push_back(unit.name);
  if (refilled) hooks_.refilled(units);
  if (settled()) hooks_.settled();
}

void Publisher::program_changed() {
  if (begun_) publish_units();
  if (settled()) hooks_.settled();
}

void Publisher::set_hsa_tool(bool there) {
  const bool news = !hsa_tool_known_ || there != hsa_tool_there_;
  hsa_tool_known_ = true;
  hsa_tool_there_ = there;
  if (!news) return;
  if (begun_) publish_units();
  if (settled()) hooks_.settled();
}

std::vector<std::string> Publisher::problems() const {
  std::vector<std::string> out;
  for (const auto& [folder, files] : runtimes_.found())
    if (!files) out.push_back(files.error().text);
  out.insert(out.end(), undecided_.begin(), undecided_.end());
  return out;
}

void Publisher::set_sessions(std::optional<Sessions> sessions) {
  sessions_ = std::move(sessions);
  if (begun_) publish_units();
}

void Publisher::publish_units() {
  const auto& runtime = options_.paths.runtime;
  const auto files = make_unit_files({.views = hooks_.views(),
                                      .cpu_nodes = device::kfd_processors(options_.paths.sys),
                                      .units = units_,
                                      .sessions = sessions_,
                                      .runtimes = runtimes_.found(),
                                      .programs = programs_.found(),
                                      .hsa_tool = hsa_tool_there_ ? options_.hsa_tool : ""});
  tell(files.left_out, units_left_out_);
  const bool news = undecided_ != files.undecided;
  undecided_ = files.undecided;
  if (news) hooks_.problems();
  if (const auto problem = keep_unit_files(files_, runtime, files))
    spdlog::warn("{}", problem.text);
  unit_exports_ = files.programs;
  show_exports();
}

void Publisher::show_exports() {
  auto all = unit_exports_;
  all.insert(all.end(), container_exports_.begin(), container_exports_.end());
  if (all == shown_exports_) return;
  shown_exports_ = std::move(all);
  hooks_.exports(shown_exports_);
}

/// Logs each reason once, and again when it has changed.
void Publisher::tell(const std::vector<std::string>& left_out,
                     std::vector<std::string>& before) const {
  for (const auto& what : left_out)
    if (std::find(before.begin(), before.end(), what) == before.end())
      spdlog::info("not exported: {}", what);
  before = left_out;
}

void Publisher::publish_cdi(const std::vector<const DeviceView*>& views) {
  const auto& folder = options_.paths.cdi;
  // Nodes are checked now; existing files of sets have been recorded.
  const auto exists = [&](const std::string& path) {
    if (path.starts_with(options_.paths.dev + "/")) return files_.exists(path);
    return std::any_of(views.begin(), views.end(), [&](const DeviceView* view) {
      return view->set && noted_in(*view->set)(path);
    });
  };
  const auto cdi = make_cdi({.views = views,
                             .cpu_nodes = device::kfd_processors(options_.paths.sys),
                             .dev = options_.paths.dev,
                             .exists = exists});
  std::vector<std::string> left_out;
  for (const auto& device : cdi.left_out)
    left_out.push_back("container device " + complaint_of(device));
  tell(left_out, left_out_);
  container_exports_ = cdi.left_out;
  auto text = to_text(cdi);
  if (text != cdi_ || (!cdi.devices.empty() && !files_.exists(cdi_path(folder))))
    write_containers(cdi, std::move(text));
  show_exports();
}

void Publisher::write_containers(const Cdi& cdi, std::string text) {
  const auto& folder = options_.paths.cdi;
  const auto written = write_cdi(files_, folder, cdi);
  if (written.failed())
    spdlog::warn("{}: cannot be written: {}", cdi_path(folder),
                 sys::describe_errno(written.error()));
  cdi_ = written.done() ? std::move(text) : std::string();
}

}  // namespace rmcp::publish
