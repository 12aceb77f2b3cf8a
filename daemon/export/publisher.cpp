// SPDX-License-Identifier: MIT
#include "export/publisher.hpp"

#include "device/kfd_topology.hpp"
#include "export/cdi_file.hpp"
#include "export/unit_folder.hpp"
#include "sys/file.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace rmcp::exported {
namespace {

/// A card that comes is seen in several steps.
constexpr std::chrono::milliseconds kGather{20};

}  // namespace

Publisher::Publisher(sys::Loop& loop, Options options, Views views)
    : options_(std::move(options)),
      views_(std::move(views)),
      timer_(loop, [this] { publish_cdi(views_()); }) {
  // Of a daemon that had been told to, or of other cards.
  if (!options_.cdi) remove_cdi(options_.paths.cdi);
}

void Publisher::look() {
  if (begun_) publish_units();
  if (options_.cdi && !timer_.armed()) timer_.arm(kGather);
}

void Publisher::begin() {
  begun_ = true;
  publish_units();
}

std::vector<std::string> Publisher::set_units(std::vector<ServiceUnit> units) {
  units_ = std::move(units);
  const auto before = std::exchange(runtimes_, {});
  std::vector<std::string> changed;
  for (const auto& unit : units_) {
    if (unit.runtime.empty()) continue;
    const auto& files = runtimes_[unit.runtime] = find_runtime_files(unit.runtime);
    const auto old = before.find(unit.runtime);
    if (old != before.end() && old->second != files) changed.push_back(unit.name);
  }
  if (begun_) publish_units();
  return changed;
}

void Publisher::set_sessions(std::optional<Sessions> sessions) {
  sessions_ = std::move(sessions);
  if (begun_) publish_units();
}

void Publisher::publish_units() {
  const auto& runtime = options_.paths.runtime;
  const auto files =
      make_unit_files({.views = views_(),
                       .cpu_nodes = device::kfd_processors(options_.paths.sys),
                       .units = units_,
                       .sessions = sessions_,
                       .runtimes = runtimes_,
                       .hsa_tool = sys::exists(options_.hsa_tool) ? options_.hsa_tool : ""});
  tell(files.left_out, units_left_out_);
  const auto problem = keep_unit_files(runtime, files);
  if (!problem.empty()) spdlog::warn("{}", problem);
}

/// Each thing once, and again when it has changed.
void Publisher::tell(const std::vector<std::string>& left_out,
                     std::vector<std::string>& before) const {
  for (const auto& what : left_out)
    if (std::find(before.begin(), before.end(), what) == before.end())
      spdlog::info("not exported: {}", what);
  before = left_out;
}

void Publisher::publish_cdi(const std::vector<const DeviceView*>& views) {
  const auto& folder = options_.paths.cdi;
  const auto cdi = make_cdi({.views = views,
                             .cpu_nodes = device::kfd_processors(options_.paths.sys),
                             .dev = options_.paths.dev,
                             .exists = sys::exists});
  std::vector<std::string> left_out;
  for (const auto& what : cdi.left_out) left_out.push_back("container device " + what);
  tell(left_out, left_out_);
  auto text = to_text(cdi);
  if (text == cdi_ && (cdi.devices.empty() || sys::exists(cdi_path(folder)))) return;
  const auto error = write_cdi(folder, cdi);
  if (error != 0)
    spdlog::warn("{}: cannot be written: {}", cdi_path(folder), sys::describe_errno(error));
  cdi_ = error == 0 ? std::move(text) : std::string();
}

}  // namespace rmcp::exported
