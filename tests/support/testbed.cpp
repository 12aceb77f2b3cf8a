// SPDX-License-Identifier: MIT
// Cards that come and go, in the order in which the kernel says so.
#include "testbed.hpp"

#include "announcement.hpp"
#include "entries.hpp"
#include "module_parameters.hpp"
#include "tree.hpp"
#include "tree_writer.hpp"
#include "uevent.hpp"

#include <fmt/format.h>

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

/// What the driver adds, but for the nodes that are numbered by KFD.
Entries own_entries(Gpu gpu) {
  gpu.kfd.clear();
  return driver_entries(gpu);
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
  drm_ = std::make_unique<DrmService>(umockdev_, root_);
  kfd_ = std::make_unique<KfdTopology>(root_);
  fs::permissions(root_, fs::perms(0755));
  write_entries(root_, frame_entries());
  write_entries(root_, {attribute("proc/sys/kernel/tainted", "0")});
  no_attribute_fs_ = "switched off";
  if (!with_attribute_fs) return;
  const std::string mount_point = directory + "/attributes";
  fs::create_directory(mount_point);
  auto mounted = AttributeFs::mount(
      mount_point,
      {.on_use = [this](const std::string& address) { wake(address); },
       .on_bind = [this](const std::string& file,
                         const std::string& written) { return bind_by_file(file, written); }});
  no_attribute_fs_ = mounted ? "" : mounted.error().text;
  if (mounted) attributes_ = std::move(*mounted);
}

Testbed::~Testbed() {
  attributes_.reset();
  drm_.reset();
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
  if (has_kfd(machine)) kfd_->start();
  kfd_->add("cpu", machine.cpus);
  for (Gpu& gpu : machine.gpus) {
    Slot& slot = put_in(std::move(gpu));
    start_driver(slot, false);
  }
}

Testbed::Slot& Testbed::put_in(Gpu gpu) {
  Slot& slot = slots_[gpu.pci.address];
  slot.boot_driver = gpu.pci.driver;
  slot.gpu = std::move(gpu);
  add_function(slot);
  return slot;
}

void Testbed::add_function(const Slot& slot) {
  write_entries(root_, function_entries(slot.gpu.pci));
  emulate_attributes(slot.gpu, false);
}

void Testbed::remove_function(const Slot& slot) {
  drop_emulated(slot.gpu, false);
  remove_entries(root_, function_entries(slot.gpu.pci));
  fs::remove_all(root_ + syspath(slot.gpu.pci));
}

void Testbed::boot() {
  for (auto& [address, slot] : slots_) {
    if (slot.gpu.has_driver()) stop_driver(slot, false);
    remove_function(slot);
  }
  for (auto& [address, slot] : slots_) {
    add_function(slot);
    slot.gpu.pci.driver = slot.boot_driver;
    start_driver(slot, false);
  }
  const std::string id = fmt::format("{:08x}-0000-4000-8000-000000000000", ++boots_);
  write_entries(root_, {attribute("proc/sys/kernel/random/boot_id", id)});
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
  if (has_kfd(machine)) kfd_->start();
  std::string addresses;
  for (Gpu& gpu : machine.gpus) {
    Slot& slot = put_in(std::move(gpu));
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
  if (slot.gpu.has_driver()) stop_driver(slot, true);
  remove_function(slot);
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
  const Gpu& gpu = slot.gpu;
  if (!gpu.has_driver()) return;
  const std::string address = to_string(gpu.pci.address);
  drm_->attach(gpu, [this, address] { wake(address); });
  write_entries(root_, own_entries(gpu));
  if (has_drm_driver(gpu)) kfd_->add(address, gpu.kfd);
  if (gpu.pci.driver == "amdgpu") {
    load_module(root_);
    offer_binding();
    emulate_attributes(gpu, true);
  }
  if (!announce_it) return;
  announce_nodes("add", gpu);
  announce("bind", gpu.pci);
}

// sysfs never gives the number of an inode twice, other file systems do so at once: kept, the link
// keeps its own from the next one.
void Testbed::keep_old_link(const PciFunction& function) {
  const std::string old = root_ + "/old-links";
  fs::create_directories(old);
  fs::rename(root_ + syspath(function) + "/driver", fmt::format("{}/{}", old, ++old_links_));
}

// dd.c: __device_release_driver(): the link to the driver goes before what the driver has made.
void Testbed::stop_driver(Slot& slot, bool announce_it) {
  const Gpu was = slot.gpu;
  slot.gpu.pci.driver.clear();
  keep_old_link(was.pci);
  write_entries(root_, {uevent_entry(was.pci, "")});
  drm_->detach(was);
  drop_emulated(was, true);
  kfd_->remove(to_string(was.pci.address));
  Entries entries = own_entries(was);
  std::erase_if(entries, [kept = uevent_entry(was.pci, "").path](const Entry& entry) {
    return entry.path == kept;
  });
  remove_entries(root_, entries);
  if (!announce_it) return;
  announce_nodes("remove", was);
  announce("unbind", slot.gpu.pci);
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
  stop_driver(found->second, true);
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
