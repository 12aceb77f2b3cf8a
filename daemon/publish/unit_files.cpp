// SPDX-License-Identifier: MIT
// Makes the files of all units and of sessions, as data.
#include "daemon/publish/unit_files.hpp"

#include "daemon/publish/environment_file.hpp"
#include "daemon/publish/process_devices.hpp"
#include "daemon/publish/service_code.hpp"
#include "lib/start/gfx_start.hpp"
#include "lib/text/path_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tl/expected.hpp>

#include <algorithm>

namespace rmcp::publish {
namespace {

using Views = std::vector<const DeviceView*>;
using Links = std::map<std::string, std::string>;  // SONAME: the file of the set

/// Policy for the device is known, and its driver is bound.
bool is_ready(const DeviceView& view) {
  return view.device.managed() && view.state != State::settling && view.state != State::absent;
}

class UnitMaker {
 public:
  explicit UnitMaker(const UnitQuestion& question) : question_(question) {
    for (const auto* view : question.views)
      if (is_ready(*view)) ready_.push_back(view);
  }

  UnitFiles make() {
    for (const auto* view : ready_) add_device(*view);
    for (const auto& unit : question_.units) add_unit(unit);
    if (question_.sessions) add_sessions(*question_.sessions);
    return std::move(out_);
  }

 private:
  void add_device(const DeviceView& view) {
    if (view.device.nodes.kfd.empty()) return;
    const auto devices = process_devices({&view});
    const auto environment = environment_for(devices, runtime_of(devices.front(), "the program"));
    const auto title = fmt::format("{}, {}", to_string(view.device.address), view.device.name);
    for (const auto& name : names_of(view)) {
      if (environment.failure) {
        leave_out(name, environment.failure.text);
        continue;
      }
      out_.environment[name] = environment_text(title, environment);
      out_.modules[module_name(name)] = module_text(title, environment);
    }
  }

  void add_unit(const ServiceUnit& unit) {
    std::string problem;
    const auto views = views_of(unit.devices, problem);
    if (!problem.empty()) return leave_out(unit.name, problem);
    const auto devices = process_devices(views);
    const auto runtime = service_runtime(unit, devices.front(), service_files());
    note_undecided(unit, devices, runtime);
    auto environment = environment_for(devices, runtime);
    if (environment.failure) return leave_out(unit.name, environment.failure.text);
    const auto& set = devices.front().set;
    if (!unit.runtime.empty() && set) cover(unit, *set, environment);
    out_.environment[unit.name] = environment_text(title_of(unit.name, views), environment);
  }

  /// Libraries are not for all programs of a session: [system] is for that.
  void add_sessions(const Sessions& sessions) {
    constexpr std::string_view kSessions = "sessions";
    std::string problem;
    const auto views = views_of(sessions.devices, problem);
    if (!problem.empty()) return leave_out(kSessions, problem);
    auto bare = process_devices(views);
    for (auto& device : bare) device = without_libraries(std::move(device));
    const auto runtime = runtime_of(bare.front(), "the program");
    const auto environment = environment_for(std::move(bare), runtime);
    if (environment.failure) return leave_out(kSessions, environment.failure.text);
    out_.session = environment_text(title_of(kSessions, views), environment);
  }

  static std::string title_of(std::string_view what, const Views& views) {
    std::vector<std::string> labels;
    for (const auto* view : views) labels.push_back(names_of(*view).front());
    return fmt::format("{}: {}", what, fmt::join(labels, ", "));
  }

  Views views_of(const std::vector<std::string>& devices, std::string& problem) const {
    if (devices.size() == 1 && devices.front() == "all") {
      auto out = default_devices(question_.views);
      if (out.empty()) problem = why_no_default_device(question_.views);
      return out;
    }
    Views out;
    for (const auto& name : devices) {
      const auto fits = [&](const DeviceView* view) {
        const auto names = names_of(*view);
        return std::find(names.begin(), names.end(), name) != names.end();
      };
      const auto it = std::find_if(ready_.begin(), ready_.end(), fits);
      if (it == ready_.end())
        problem = fmt::format("{} is absent", name);
      else
        out.push_back(*it);
    }
    return out;
  }

  static std::vector<ProcessDevice> process_devices(const Views& views) {
    std::vector<ProcessDevice> out;
    for (const auto* view : views) out.push_back(process_device(*view));
    return out;
  }

  void note_undecided(const ServiceUnit& unit, const std::vector<ProcessDevice>& devices,
                      const ProcessRuntime& runtime) {
    for (const auto& device : devices) {
      if (device.setting("compute.gfx_override") != "auto") continue;
      const auto decision = decide_gfx(device, runtime);
      if (decision.kind != GfxDecision::Kind::silent) continue;
      const auto why = runtime.code ? decision.why : why_no_service_code(unit, service_files());
      if (why.empty()) continue;
      out_.undecided.push_back(
          fmt::format("{}: compute.gfx_override = \"auto\" of {} has no effect: {}", unit.name,
                      device.label, why));
    }
  }

  [[nodiscard]] ServiceFiles service_files() const {
    return {question_.runtimes, question_.programs};
  }

  [[nodiscard]] ProcessEnvironment environment_for(std::vector<ProcessDevice> devices,
                                                   const ProcessRuntime& runtime) const {
    ProcessRequest request;
    request.devices = std::move(devices);
    request.view = view_of(question_.views, question_.cpu_nodes);
    request.runtime = runtime;
    request.hsa_tool = question_.hsa_tool;
    request.lasting = true;
    return make_environment(request);
  }

  void cover(const ServiceUnit& unit, const LibrarySet& set, ProcessEnvironment& environment) {
    auto links = links_over(unit, set);
    if (!links) return leave_out(unit.name, links.error().text);
    out_.links[unit.name] = std::move(*links);
    show_companions(environment, set);
    // Beside the mounted files are the service's own kernels, of another version.
    for (const auto& [name, path] : set.found.data_variables)
      if (environment.find(name) == nullptr)
        environment.put(name, path, "the set's libraries are mounted over the service's");
  }

  /// HIP and ROCr of two releases in one process would be worse than either: all, or nothing.
  [[nodiscard]] Expected<Links> links_over(const ServiceUnit& unit, const LibrarySet& set) const {
    const auto it = question_.runtimes.find(unit.runtime);
    if (it == question_.runtimes.end())
      return tl::unexpected(fmt::format("{} is not known yet", unit.runtime));
    if (!it->second) return tl::unexpected(it->second.error());
    if (it->second->files.empty())
      return tl::unexpected(fmt::format("{} has no libraries of ROCm to replace", unit.runtime));
    Links links;
    for (const auto& file : it->second->files) {
      const auto own =
          std::find_if(set.libraries.begin(), set.libraries.end(),
                       [&](const SetLibrary& library) { return library.soname == file.soname; });
      if (own == set.libraries.end())
        return tl::unexpected(fmt::format(
            "library set {} has no {} to replace {}, so none of its libraries is replaced",
            set.name, file.soname, file.path));
      if (const auto* kind = library_kind(file.soname);
          kind != nullptr && is_in_archives(set, kind->name))
        return tl::unexpected(
            fmt::format("{} of library set {} has its GPU code in archives, which it would not "
                        "find from {}, so none of its libraries is replaced",
                        kind->name, set.name, file.path));
      links[file.soname] = set.prefix + "/" + own->file;
    }
    return links;
  }

  /// $ORIGIN of a file mounted over another is the other's folder: from there it finds nothing of
  /// its own prefix. These folders come last, since only otherwise missing libraries are meant.
  static void show_companions(ProcessEnvironment& environment, LibrarySet set) {
    std::erase_if(set.found.companions, [](const SetCompanion& one) { return one.on_system; });
    for (auto& variable : environment.set)
      if (variable.name == "LD_LIBRARY_PATH")
        variable.value = put_behind(variable.value, companion_search_folders(set));
  }

  void leave_out(std::string_view what, std::string_view why) {
    out_.left_out.push_back(fmt::format("{}: {}", what, why));
  }

  const UnitQuestion& question_;
  Views ready_;
  UnitFiles out_;
};

}  // namespace

UnitFiles make_unit_files(const UnitQuestion& question) { return UnitMaker(question).make(); }

}  // namespace rmcp::publish
