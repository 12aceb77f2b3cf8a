// SPDX-License-Identifier: MIT
// Assembles a Device from all sources.
#include "daemon/device/probe.hpp"

#include "daemon/device/ancestry.hpp"
#include "daemon/device/attribute.hpp"
#include "daemon/device/device_name.hpp"
#include "daemon/device/drm_info.hpp"
#include "daemon/device/ip_discovery.hpp"
#include "daemon/device/kfd_topology.hpp"
#include "lib/sys/file.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace rmcp::device {
namespace {

template <typename Number>
Number read_id(const std::string& path) {
  return static_cast<Number>(read_number(path, 16).value_or(0));
}

RuntimeStatus read_runtime_status(const std::string& syspath) {
  const auto text = read_text(syspath + "/power/runtime_status");
  // A device that is suspending counts as suspended: opening it now would resume it.
  if (text == "suspended" || text == "suspending") return RuntimeStatus::suspended;
  if (text == "active" || text == "resuming") return RuntimeStatus::active;
  if (text == "unsupported") return RuntimeStatus::active;  // runtime PM is off: it never sleeps
  return RuntimeStatus::unknown;
}

/// The text of an attribute that identifies the card. A missing attribute is an answer; any other
/// error may be transient: EPERM (6.1, 6.12) or EBUSY (7.3) in a GPU reset and in suspend
/// (amdgpu_pm.c:amdgpu_get_unique_id, amdgpu_pm_dev_state_check).
std::string read_identity_text(const std::string& path, Device& device) {
  const auto text = sys::read_attribute(path);
  if (text) return *text;
  const bool absent = text.error() == ENOENT || text.error() == ENODEV || text.error() == ENXIO;
  if (!absent) device.identity.known = Identity::pending;
  return {};
}

void read_identity(Device& device) {
  device.identity.known = Identity::read;
  const auto id = parse_number(read_identity_text(device.syspath + "/unique_id", device), 16);
  device.identity.unique_id = id == 0 ? std::nullopt : id;
  // Some boards leave the field blank, some fill it with zeros.
  const auto serial = read_identity_text(device.syspath + "/serial_number", device);
  const bool blank = serial.find_first_not_of("0 ") == std::string::npos;
  device.identity.serial = blank ? std::nullopt : std::optional(serial);
}

/// Properties that the PCI core and amdgpu keep in memory: reading them does not access the card.
void read_sysfs(const sys::Paths& paths, Device& device) {
  device.runtime_status = read_runtime_status(device.syspath);
  device.name = name_of(paths, device);
  device.placement.external = is_external(paths.sys, device.syspath);
  device.placement.boot_vga = read_flag(device.syspath + "/boot_vga");
  read_identity(device);
  device.vram_bytes = read_number(device.syspath + "/mem_info_vram_total", 10);
}

std::string render_node_name(unsigned minor) { return "renderD" + std::to_string(minor); }

/// The device's own nodes, and those of its partitions: these are below platform devices
/// (amdgpu_xcp), and only KFD maps them to their GPU.
void find_drm_nodes(const std::vector<KfdGpu>& gpus, Device& device) {
  for (const std::string& name : sys::list_directory(device.syspath + "/drm")) {
    if (name.starts_with("card")) device.nodes.card = name;
    if (name.starts_with("renderD")) device.nodes.render.push_back(name);
  }
  for (const KfdGpu& gpu : gpus) {
    const std::string name = render_node_name(gpu.node.render_minor);
    if (gpu.node.render_minor != 0 && std::ranges::count(device.nodes.render, name) == 0)
      device.nodes.render.push_back(name);
  }
}

/// Each of several nodes is a partition with its share of the compute units: they are not added up,
/// since a node can be hidden from this process.
void use_kfd(const std::vector<KfdGpu>& gpus, Device& device) {
  for (const KfdGpu& gpu : gpus) device.nodes.kfd.push_back(gpu.node);
  if (gpus.size() == 1 && gpus.front().simd_per_cu != 0)
    device.compute_units = gpus.front().node.simd_count / gpus.front().simd_per_cu;
}

DrmInfo ask_drm(const sys::Paths& paths, const Device& device) {
  if (!device.managed() || device.nodes.render.empty()) return {};
  if (device.runtime_status == RuntimeStatus::suspended) return {};
  return ask_render_node(paths.dev + "/dri/" + device.nodes.render.front());
}

void use_drm(const DrmInfo& info, Device& device) {
  device.binding.version = info.driver_version;
  if (info.compute_units) device.compute_units = info.compute_units;
  if (info.vram_bytes) device.vram_bytes = info.vram_bytes;
}

/// The best source with an answer. The table comes last: it cannot know ids that are newer.
void find_gfx(const std::vector<KfdGpu>& gpus, const DrmInfo& info, Device& device) {
  const auto guess = gfx_from_pci_id(device.pci.device);
  device.placement.apu = info.apu ? info.apu : guess ? std::optional(guess->apu) : std::nullopt;

  const auto learn_gfx = [&](std::optional<GfxTarget> gfx, GfxSource source) {
    if (device.gfx || !gfx) return;
    device.gfx = gfx;
    device.gfx_source = source;
  };
  learn_gfx(gfx_from_ip_discovery(device.syspath), GfxSource::ip_discovery);
  if (!gpus.empty()) learn_gfx(gfx_from_kfd(gpus.front().gfx_target_version), GfxSource::kfd);
  learn_gfx(info.gfx, GfxSource::drm);
  if (guess) learn_gfx(guess->gfx, GfxSource::pci_id);
}

}  // namespace

sys::Result<Device> glance(const sys::Paths&, const std::string& syspath) {
  Device device;
  const auto address = parse_pci_address(syspath.substr(syspath.rfind('/') + 1));
  if (!address) return tl::unexpected(ENODEV);
  device.address = *address;
  device.syspath = syspath;
  device.pci.vendor = read_id<std::uint16_t>(syspath + "/vendor");
  device.pci.class_code = read_id<std::uint32_t>(syspath + "/class");
  if (device.pci.vendor != kVendorAmd || !is_gpu_class(device.pci.class_code))
    return tl::unexpected(ENODEV);

  device.pci.device = read_id<std::uint16_t>(syspath + "/device");
  device.pci.subsystem_vendor = read_id<std::uint16_t>(syspath + "/subsystem_vendor");
  device.pci.subsystem_device = read_id<std::uint16_t>(syspath + "/subsystem_device");
  device.pci.revision = read_id<std::uint8_t>(syspath + "/revision");
  device.binding.driver = sys::link_name(syspath + "/driver");
  // Every bind creates the link anew, and kernfs numbers every new entry.
  device.binding.epoch = sys::inode(syspath + "/driver");
  device.name = numeric_name(device);
  device.identity.known = device.binding.driver.empty() ? Identity::read : Identity::pending;
  if (!is_there(syspath)) return tl::unexpected(ENODEV);
  return device;
}

sys::Result<Device> probe(const sys::Paths& paths, const std::string& syspath) {
  auto device = glance(paths, syspath);
  if (!device) return device;

  read_sysfs(paths, *device);
  const auto gpus = device->managed() ? kfd_gpus_of(paths.sys, *device) : std::vector<KfdGpu>{};
  use_kfd(gpus, *device);
  find_drm_nodes(gpus, *device);
  const DrmInfo info = ask_drm(paths, *device);
  use_drm(info, *device);
  find_gfx(gpus, info, *device);
  // Unplugged meanwhile: the properties read so far are worthless.
  if (!is_there(syspath)) return tl::unexpected(ENODEV);
  return device;
}

bool is_there(const std::string& syspath) { return sys::exists(syspath + "/vendor"); }

bool probe_is_over(const Device& device) {
  const auto nodes = sys::list_directory(device.syspath + "/drm");
  return std::ranges::any_of(nodes, [](const std::string& name) {
    return name.starts_with("card") || name.starts_with("renderD");
  });
}

bool answers_beside_identity(const Device& device) {
  for (const char* name : {"power_dpm_force_performance_level", "power_dpm_state"}) {
    const auto text = sys::read_attribute(device.syspath + "/" + name);
    if (text || text.error() != ENOENT) return text.has_value();
  }
  return true;  // there is nothing else to read
}

Machine read_machine(const sys::Paths& paths) {
  Machine machine;
  machine.kernel = read_text(paths.proc + "/sys/kernel/osrelease").value_or("");
  machine.patched = sys::exists(paths.sys + "/module/amdgpu/parameters/rmcp");
  return machine;
}

}  // namespace rmcp::device
