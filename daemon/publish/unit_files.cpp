// SPDX-License-Identifier: MIT
// Makes the files of all units and of sessions, as data.
#include "daemon/publish/unit_files.hpp"

#include "daemon/publish/environment_file.hpp"
#include "daemon/publish/process_devices.hpp"
#include "daemon/publish/program_devices.hpp"
#include "daemon/publish/service_code.hpp"
#include "daemon/publish/unit_links.hpp"
#include "lib/start/gfx_start.hpp"
#include "lib/text/path_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::publish {
namespace {

using Views = std::vector<const DeviceView*>;

std::map<std::string, std::string> variables_of(const ProcessEnvironment& environment) {
  std::map<std::string, std::string> out;
  for (const auto& variable : environment.set) out[variable.name] = variable.value;
  return out;
}

class UnitMaker {
 public:
  explicit UnitMaker(const UnitQuestion& question) : question_(question) {
    for (const auto* view : question.views)
      if (is_ready(*view)) ready_.push_back(view);
  }

  UnitFiles make() {
    for (const auto* view : ready_) add_device(*view);
    for (const auto& unit : question_.units) {
      ProgramExport program{.kind = ProgramKind::unit,
                            .name = unit.name,
                            .devices = unit.devices,
                            .origin = unit.origin};
      program.hindrance = add_unit(unit, program);
      add_program(std::move(program));
    }
    if (question_.sessions) {
      ProgramExport program{.kind = ProgramKind::sessions,
                            .name = "sessions",
                            .devices = question_.sessions->devices,
                            .origin = question_.sessions->origin};
      program.hindrance = add_sessions(program);
      add_program(std::move(program));
    }
    return std::move(out_);
  }

 private:
  void add_device(const DeviceView& view) {
    if (view.device.nodes.kfd.empty()) return;
    const auto devices = process_devices({&view});
    const auto environment = environment_for(devices, runtime_of(devices.front(), "the program"));
    const auto title = fmt::format("{}, {}", to_string(view.device.address), view.device.name);
    for (const auto& name : names_of(view)) {
      if (environment.hindrance) {
        leave_out(name, environment.hindrance.reason);
        continue;
      }
      out_.environment[name] = environment_text(title, environment);
      out_.modules[module_name(name)] = module_text(title, environment);
    }
  }

  Hindrance add_unit(const ServiceUnit& unit, ProgramExport& program) {
    const auto views = choose(program, obstacle_of(unit.absent));
    if (program.hindrance) return program.hindrance;
    const auto devices = process_devices(views);
    const auto runtime = service_runtime(unit, devices.front(), service_files());
    const auto undecided = why_undecided(unit, devices, runtime);
    for (const auto& why : undecided)
      out_.undecided.push_back(fmt::format("{}: {}", unit.name, why));
    auto environment = environment_for(devices, runtime);
    if (environment.hindrance) return environment.hindrance;
    Hindrance hindrance;
    const auto& set = devices.front().set;
    if (!unit.runtime.empty() && set) hindrance = cover(unit, *set, environment);
    if (set && !hindrance) program.library = set->name;
    out_.environment[unit.name] = environment_text(title_of(unit.name, views), environment);
    program.environment = variables_of(environment);
    if (!environment.set.empty()) return hindrance;
    return why_nothing(views, undecided.empty() ? environment.notes : undecided);
  }

  /// Libraries are not for all programs of a session: [system] is for that.
  Hindrance add_sessions(ProgramExport& program) {
    const auto views = choose(program, Obstacle::session_device_absent);
    if (program.hindrance) return program.hindrance;
    auto bare = process_devices(views);
    for (auto& device : bare) device = without_libraries(std::move(device));
    const auto runtime = runtime_of(bare.front(), "the program");
    const auto environment = environment_for(std::move(bare), runtime);
    if (environment.hindrance) return environment.hindrance;
    out_.session = environment_text(title_of(program.name, views), environment);
    program.environment = variables_of(environment);
    return environment.set.empty() ? why_nothing(views, environment.notes) : Hindrance();
  }

  /// The devices of the program; if it cannot have them all, `program` says why.
  Views choose(ProgramExport& program, Obstacle if_absent) const {
    auto chosen = find_program_devices(program.devices, question_.views, if_absent);
    for (const auto* view : chosen.views) program.addresses.push_back(view->device.address);
    program.hindrance = std::move(chosen.hindrance);
    return std::move(chosen.views);
  }

  void add_program(ProgramExport program) {
    program.result = result_of(program.hindrance.obstacle);
    if (program.result != ExportResult::exported &&
        program.result != ExportResult::nothing_to_export)
      out_.left_out.push_back(complaint_of(program));
    out_.programs.push_back(std::move(program));
  }

  static std::string title_of(std::string_view what, const Views& views) {
    std::vector<std::string> labels;
    for (const auto* view : views) labels.push_back(names_of(*view).front());
    return fmt::format("{}: {}", what, fmt::join(labels, ", "));
  }

  static std::vector<ProcessDevice> process_devices(const Views& views) {
    std::vector<ProcessDevice> out;
    for (const auto* view : views) out.push_back(process_device(*view));
    return out;
  }

  [[nodiscard]] std::vector<std::string> why_undecided(const ServiceUnit& unit,
                                                       const std::vector<ProcessDevice>& devices,
                                                       const ProcessRuntime& runtime) const {
    std::vector<std::string> out;
    for (const auto& device : devices) {
      if (device.setting("compute.gfx_override") != "auto") continue;
      const auto decision = decide_gfx(device, runtime);
      if (decision.kind != GfxDecision::Kind::silent) continue;
      const auto why = runtime.code ? decision.why : why_no_service_code(unit, service_files());
      if (!why.empty())
        out.push_back(fmt::format("compute.gfx_override = \"auto\" of {} has no effect: {}",
                                  device.label, why));
    }
    return out;
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

  Hindrance cover(const ServiceUnit& unit, const LibrarySet& set, ProcessEnvironment& environment) {
    auto links = links_over(unit, set, question_.runtimes);
    if (!links) return std::move(links.error());
    out_.links[unit.name] = std::move(*links);
    show_companions(environment, set);
    // Beside the mounted files are the service's own kernels, of another version.
    for (const auto& [name, path] : set.found.data_variables)
      if (environment.find(name) == nullptr)
        environment.put(name, path, "the set's libraries are mounted over the service's");
    return {};
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
