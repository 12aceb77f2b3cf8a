// SPDX-License-Identifier: MIT
// Makes the devices of the CDI specification from views.
#include "daemon/publish/cdi.hpp"

#include "daemon/publish/cdi_libraries.hpp"
#include "daemon/publish/process_devices.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp::publish {
namespace {

enum class Libraries { no, yes };
using Views = std::vector<const DeviceView*>;

bool is_name(std::string_view name) {
  if (name.empty() || !is_alphanumeric(name.front()) || !is_alphanumeric(name.back())) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == ':';
  });
}

class CdiMaker {
 public:
  explicit CdiMaker(const CdiQuestion& question) : question_(question) {}

  Cdi make() {
    for (const auto* view : question_.views) {
      // Before it has been probed, its nodes are not known.
      const bool seen = !view->device.nodes.card.empty() || !view->device.nodes.render.empty();
      if (view->device.managed() && seen) add_one(*view);
    }
    add_all();
    return std::move(out_);
  }

 private:
  void add_one(const DeviceView& view) {
    for (const auto& name : names_of(view)) {
      add(name, {&view}, Libraries::no);
      // Without a set there is nothing to add, and no reason to give.
      if (view.library.use == LibraryChoice::Use::set ||
          view.library.use == LibraryChoice::Use::refused)
        add(name + "-libs", {&view}, Libraries::yes);
    }
  }

  void add_all() {
    const auto views = default_devices(question_.views);
    if (views.empty()) return;
    add("all", views, Libraries::no);
    const auto gets_set = [](const DeviceView* view) {
      return view->library.use == LibraryChoice::Use::set;
    };
    if (std::any_of(views.begin(), views.end(), gets_set)) add("all-libs", views, Libraries::yes);
  }

  void add(const std::string& name, const Views& views, Libraries libraries) {
    CdiDevice device{.name = name};
    auto hindrance = fill(device, views, libraries);
    if (!hindrance) hindrance = unfit(check_cdi_device(device, question_.exists));
    if (!hindrance && !names_.insert(name).second)
      hindrance = unfit("another device has this name already");
    if (!hindrance) return out_.devices.push_back(std::move(device));
    leave_out(name, views, std::move(hindrance));
  }

  static Hindrance unfit(const Failure& problem) {
    return problem ? Hindrance{Obstacle::unfit_for_containers, problem.text} : Hindrance();
  }

  void leave_out(const std::string& name, const Views& views, Hindrance hindrance) {
    ProgramExport left{.kind = ProgramKind::container, .name = name};
    for (const auto* view : views) left.addresses.push_back(view->device.address);
    left.result = result_of(hindrance.obstacle);
    left.hindrance = std::move(hindrance);
    out_.left_out.push_back(std::move(left));
  }

  Hindrance fill(CdiDevice& device, const Views& views, Libraries libraries) const {
    add_nodes(device, views);
    // Usable for graphics, with its nodes only.
    const bool one = views.size() == 1 && libraries == Libraries::no;
    if (one && views.front()->device.nodes.kfd.empty() && !device.nodes.empty()) return {};
    const auto environment = environment_for(views, libraries);
    if (environment.hindrance) return environment.hindrance;
    for (const auto& variable : environment.set)
      device.environment.push_back(variable.name + "=" + variable.value);
    const auto& first = *views.front();
    if (libraries == Libraries::yes && first.set)
      device.mounts = library_mounts(*first.set, question_.exists);
    return {};
  }

  void add_nodes(CdiDevice& device, const Views& views) const {
    const auto node = [&](const std::string& name) {
      device.nodes.emplace_back("/dev/" + name, question_.dev + "/" + name);
    };
    const auto computes = [](const DeviceView* view) { return !view->device.nodes.kfd.empty(); };
    if (std::any_of(views.begin(), views.end(), computes)) node("kfd");
    for (const auto* view : views) {
      if (!view->device.nodes.card.empty()) node("dri/" + view->device.nodes.card);
      for (const auto& name : view->device.nodes.render) node("dri/" + name);
    }
  }

  [[nodiscard]] ProcessEnvironment environment_for(const Views& views, Libraries libraries) const {
    ProcessRequest request;
    for (const auto* view : views) {
      auto device = process_device(*view);
      if (libraries == Libraries::no) device = without_libraries(std::move(device));
      if (device.set) device.set = in_container(std::move(*device.set));
      request.devices.push_back(std::move(device));
    }
    request.view = view_of(views, question_.cpu_nodes);
    request.runtime = runtime_of(request.devices.front(), "the container");
    request.lasting = true;
    request.alone = true;
    return make_environment(request);
  }

  const CdiQuestion& question_;
  Cdi out_;
  std::set<std::string> names_;
};

}  // namespace

Failure check_cdi_device(const CdiDevice& device,
                         const std::function<bool(const std::string&)>& exists) {
  if (!is_name(device.name))
    return "not a name for a container device: letters, digits and _-.: with a letter or digit at "
           "both ends";
  if (device.nodes.empty()) return "it has no device nodes";
  for (const auto& variable : device.environment) {
    const auto equals = variable.find('=');
    if (equals == 0 || equals >= variable.size() - 1)
      return fmt::format("'{}' is not NAME=VALUE", variable);
  }
  for (const auto& [inside, host] : device.nodes)
    if (!exists(host)) return fmt::format("{} does not exist", host);
  for (const auto& mount : device.mounts)
    if (!exists(mount.host)) return fmt::format("{} does not exist", mount.host);
  return {};
}

Cdi make_cdi(const CdiQuestion& question) { return CdiMaker(question).make(); }

}  // namespace rmcp::publish
