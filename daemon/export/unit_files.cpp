// SPDX-License-Identifier: MIT
#include "export/unit_files.hpp"

#include "export/environment_file.hpp"
#include "export/process_devices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::exported {
namespace {

using Views = std::vector<const DeviceView*>;

/// What policy wants of it is known, and its driver is there to do it.
bool is_ready(const DeviceView& view) {
  return view.device.managed() && view.state != State::settling && view.state != State::absent;
}

class Maker {
 public:
  explicit Maker(const UnitQuestion& question) : question_(question) {
    for (const auto* view : question.views)
      if (is_ready(*view)) ready_.push_back(view);
  }

  UnitFiles make() {
    for (const auto* view : ready_) add_device(*view);
    for (const auto& unit : question_.units) add_unit(unit);
    return std::move(out_);
  }

 private:
  void add_device(const DeviceView& view) {
    if (view.device.kfd_nodes.empty()) return;
    const auto environment = environment_for({&view}, "the program");
    for (const auto& name : names_of(view)) {
      if (environment.error.empty())
        out_.environment[name] = environment_text(
            fmt::format("{}, {}", to_string(view.device.address), view.device.name), environment);
      else
        out_.left_out.push_back(fmt::format("{}: {}", name, environment.error));
    }
  }

  void add_unit(const ServiceUnit& unit) {
    std::string problem;
    const auto views = devices_of(unit, problem);
    if (!problem.empty()) return leave_out(unit, problem);
    const auto environment =
        environment_for(views, unit.runtime.empty() ? "the program" : unit.runtime);
    if (!environment.error.empty()) return leave_out(unit, environment.error);
    std::vector<std::string> labels;
    for (const auto* view : views) labels.push_back(names_of(*view).front());
    out_.environment[unit.name] =
        environment_text(fmt::format("{}: {}", unit.name, fmt::join(labels, ", ")), environment);
    const auto first = process_device(*views.front());
    if (!unit.runtime.empty() && first.set) cover(unit, *first.set);
  }

  Views devices_of(const ServiceUnit& unit, std::string& problem) const {
    Views out;
    if (unit.all()) out = default_devices(ready_);
    if (unit.all() && out.empty()) problem = "no GPU is there that can compute";
    for (const auto& name : unit.devices) {
      if (unit.all()) break;
      const auto fits = [&](const DeviceView* view) {
        const auto names = names_of(*view);
        return std::find(names.begin(), names.end(), name) != names.end();
      };
      const auto it = std::find_if(ready_.begin(), ready_.end(), fits);
      if (it == ready_.end())
        problem = fmt::format("{} is not there", name);
      else
        out.push_back(*it);
    }
    return out;
  }

  ProcessEnvironment environment_for(const Views& views, const std::string& program) const {
    ProcessRequest request;
    for (const auto* view : views) request.devices.push_back(process_device(*view));
    request.view = view_of(question_.views, question_.cpu_nodes);
    request.runtime = runtime_of(request.devices.front(), program);
    request.hsa_tool = question_.hsa_tool;
    request.lasting = true;
    return make_environment(request);
  }

  /// HIP and ROCr of two releases in one process would be worse than either: all, or nothing.
  void cover(const ServiceUnit& unit, const LibrarySet& set) {
    const auto it = question_.runtimes.find(unit.runtime);
    if (it == question_.runtimes.end() || it->second.empty())
      return leave_out(unit, fmt::format("{} has no libraries of ROCm to cover", unit.runtime));
    std::map<std::string, std::string> links;
    for (const auto& file : it->second) {
      const auto own =
          std::find_if(set.libraries.begin(), set.libraries.end(),
                       [&](const SetLibrary& library) { return library.soname == file.soname; });
      if (own == set.libraries.end())
        return leave_out(unit, fmt::format("library set {} has no {} to cover {}, so none of its "
                                           "libraries is covered",
                                           set.name, file.soname, file.path));
      links[file.soname] = set.prefix + "/" + own->file;
    }
    out_.links[unit.name] = std::move(links);
  }

  void leave_out(const ServiceUnit& unit, std::string_view why) {
    out_.left_out.push_back(fmt::format("{}: {}", unit.name, why));
  }

  const UnitQuestion& question_;
  Views ready_;
  UnitFiles out_;
};

}  // namespace

UnitFiles make_unit_files(const UnitQuestion& question) { return Maker(question).make(); }

}  // namespace rmcp::exported
