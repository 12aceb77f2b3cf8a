// SPDX-License-Identifier: MIT
// Cards that come and go, in the order in which the kernel says so.
#include "testbed.hpp"

#include "announcement.hpp"
#include "module_parameters.hpp"
#include "tree.hpp"
#include "tree_writer.hpp"
#include "uevent.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

// umockdev makes its folder below $TMPDIR.
UMockdevTestbed* new_umockdev(const std::string& directory) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", directory.c_str(), 1);
  UMockdevTestbed* made = umockdev_testbed_new();
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
  return made;
}

tl::unexpected<std::string> no_such_card(const PciAddress& address) {
  return tl::make_unexpected(to_string(address) + ": no such card");
}

}  // namespace

Testbed::Testbed(const std::string& directory, bool with_attribute_fs)
    : umockdev_(new_umockdev(directory)) {
  gchar* root = umockdev_testbed_get_root_dir(umockdev_);
  root_ = root;
  g_free(root);
  fs::permissions(root_, fs::perms(0755));
  write_entries(root_, frame_entries());
  no_attribute_fs_ = "switched off";
  if (!with_attribute_fs) return;
  const std::string mount_point = directory + "/attributes";
  fs::create_directory(mount_point);
  auto mounted = AttributeFs::mount(
      mount_point, {.on_use = [this](const std::string& address) { wake(address); }});
  no_attribute_fs_ = mounted ? "" : mounted.error();
  if (mounted) attributes_ = std::move(*mounted);
}

Testbed::~Testbed() {
  attributes_.reset();
  slots_.clear();
  g_object_unref(umockdev_);
}

void Testbed::add_bridges(const MachineFile& machine, bool announce) {
  for (const PciFunction& bridge : bridges_of(machine)) {
    if (bridges_.emplace(bridge.address, bridge).second) add_function(bridge, announce);
  }
}

void Testbed::add_function(const PciFunction& function, bool announce_it) {
  write_entries(root_, function_entries(function));
  if (announce_it) announce("add", function);
  if (function.driver.empty()) return;
  write_entries(root_, driver_entries(function));
  if (announce_it) announce("bind", function);
}

void Testbed::add(MachineFile machine) {
  placement_.place(machine);
  add_bridges(machine, false);
  for (const PciFunction& other : machine.others) add_function(other, false);
  if (has_kfd(machine)) write_entries(root_, kfd_frame_entries());
  for (const KfdNode& cpu : machine.cpus) write_entries(root_, kfd_node_entries(cpu));
  for (Gpu& gpu : machine.gpus) {
    Slot& slot = slots_[gpu.pci.address];
    slot.gpu = std::move(gpu);
    write_entries(root_, function_entries(slot.gpu.pci));
    emulate_attributes(slot.gpu, false);
    start_driver(slot, false);
  }
}

Testbed::Result Testbed::plug(MachineFile machine) {
  if (machine.gpus.empty()) return tl::make_unexpected(machine.name + ": has no card to plug in");
  for (const Gpu& gpu : machine.gpus) {
    if (placement_.taken(gpu.pci.address)) {
      return tl::make_unexpected(to_string(gpu.pci.address) + ": there is a card already");
    }
  }
  placement_.place(machine);
  add_bridges(machine, true);
  if (has_kfd(machine)) write_entries(root_, kfd_frame_entries());
  std::string addresses;
  for (Gpu& gpu : machine.gpus) {
    Slot& slot = slots_[gpu.pci.address];
    slot.gpu = std::move(gpu);
    write_entries(root_, function_entries(slot.gpu.pci));
    emulate_attributes(slot.gpu, false);
    announce("add", slot.gpu.pci);
    start_driver(slot, true);
    addresses += to_string(slot.gpu.pci.address) + "\n";
  }
  return addresses;
}

Testbed::Result Testbed::unplug(const PciAddress& address) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return no_such_card(address);
  Slot& slot = found->second;
  const PciFunction function = slot.gpu.pci;
  if (slot.gpu.has_driver()) stop_driver(slot);
  drop_emulated(slot.gpu, false);
  remove_entries(root_, function_entries(function));
  fs::remove_all(root_ + syspath(function));
  placement_.release(slot.gpu);
  slots_.erase(found);
  announce("remove", function);
  remove_bridges_above(function);
  return "";
}

bool Testbed::bridge_in_use(const PciAddress& address) const {
  return std::ranges::any_of(slots_, [&address](const auto& slot) {
    return std::ranges::count(slot.second.gpu.pci.behind, address) > 0;
  });
}

// The root port belongs to the machine, the rest came with the card.
void Testbed::remove_bridges_above(const PciFunction& function) {
  for (std::size_t i = function.behind.size(); i > 1; --i) {
    const PciAddress address = function.behind[i - 1];
    if (bridge_in_use(address)) return;
    const PciFunction bridge = bridges_.at(address);
    announce("unbind", bridge);
    remove_entries(root_, driver_entries(bridge));
    remove_entries(root_, function_entries(bridge));
    fs::remove_all(root_ + syspath(bridge));
    bridges_.erase(address);
    announce("remove", bridge);
  }
}

void Testbed::start_driver(Slot& slot, bool announce_it) {
  if (!slot.gpu.has_driver()) return;
  write_entries(root_, driver_entries(slot.gpu));
  if (slot.gpu.pci.driver == "amdgpu") {
    load_module(root_);
    emulate_attributes(slot.gpu, true);
  }
  attach_drm(slot);
  if (!announce_it) return;
  announce_nodes("add", slot.gpu);
  announce("bind", slot.gpu.pci);
}

void Testbed::stop_driver(Slot& slot) {
  drop_emulated(slot.gpu, true);
  for (const DrmNode& node : drm_nodes(slot.gpu)) {
    umockdev_testbed_detach_ioctl(umockdev_, ("/dev/dri/" + node.name).c_str(), nullptr);
  }
  slot.drm.reset();
  const Gpu was = slot.gpu;
  remove_entries(root_, driver_entries(was));
  write_entries(root_, {uevent_entry(was.pci, "")});
  slot.gpu.pci.driver.clear();
  announce_nodes("remove", was);
  announce("unbind", slot.gpu.pci);
}

void Testbed::attach_drm(Slot& slot) {
  const std::string address = to_string(slot.gpu.pci.address);
  slot.drm = std::make_unique<DrmService>(slot.gpu, [this, address] { wake(address); });
  for (const DrmNode& node : drm_nodes(slot.gpu)) {
    const std::string path = "/dev/dri/" + node.name;
    const std::string number = root_ + "/dev/.node";
    fs::create_directories(number);
    std::error_code exists;
    fs::create_symlink(fmt::format("226:{}", node.minor), number + "/dri_" + node.name, exists);
    GError* error = nullptr;
    if (umockdev_testbed_attach_ioctl(umockdev_, path.c_str(), slot.drm->handler(), &error) == 0) {
      const std::string reason = error == nullptr ? "no reason given" : error->message;
      g_clear_error(&error);
      throw std::runtime_error(fmt::format("umockdev: {}: {}", path, reason));
    }
  }
}

Testbed::Result Testbed::bind(const PciAddress& address, const std::string& driver) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return no_such_card(address);
  Slot& slot = found->second;
  if (slot.gpu.has_driver()) {
    return tl::make_unexpected(to_string(address) + ": bound to " + slot.gpu.pci.driver);
  }
  slot.gpu.pci.driver = driver;
  start_driver(slot, true);
  return "";
}

Testbed::Result Testbed::unbind(const PciAddress& address) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return no_such_card(address);
  if (!found->second.gpu.has_driver()) {
    return tl::make_unexpected(to_string(address) + ": has no driver");
  }
  stop_driver(found->second);
  return "";
}

void Testbed::announce(const std::string& action, const PciFunction& function) {
  send_uevent(root_, announcement(action, function));
}

void Testbed::announce_nodes(const std::string& action, const Gpu& gpu) {
  for (const Uevent& event : node_announcements(action, gpu)) send_uevent(root_, event);
}

Testbed::Result Testbed::event(const std::string& action, const PciAddress& address, bool drm,
                               const std::map<std::string, std::string>& properties) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return no_such_card(address);
  const Gpu& gpu = found->second.gpu;
  Uevent event = announcement("change", gpu.pci);  // with everything that the function has
  if (drm) {
    const auto nodes = drm_nodes(gpu);
    if (nodes.empty()) return tl::make_unexpected(to_string(address) + ": has no DRM node");
    event = announcement(action, nodes.front());
  }
  event.action = action;
  for (const auto& [key, value] : properties) event.properties.insert_or_assign(key, value);
  return fmt::format("{}\n", send_uevent(root_, event));
}

}  // namespace rmcp::testbed
