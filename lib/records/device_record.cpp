// SPDX-License-Identifier: MIT
// The tables of a device's fields: all of them, those of a remembered card, the columns of `rmcpctl
// list`. A new property of a device is a row here, and its documentation in the XML.
#include "lib/gpu/known_device.hpp"
#include "lib/records/device_view.hpp"
#include "lib/records/field_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp {
namespace {

// --- readers that need more than a member ---

std::string gfx_text(const Device& device) { return device.gfx ? to_string(*device.gfx) : ""; }

template <class T>
Field gfx(const T& owner) {
  return gfx_text(owner.device);
}

/// Marks a target that was only guessed.
Field gfx_column(const DeviceView& view) {
  const bool guessed = view.device.gfx && view.device.gfx_source == GfxSource::pci_id;
  return gfx_text(view.device) + (guessed ? "?" : "");
}

template <class T>
Field address(const T& owner) {
  return to_string(owner.device.address);
}

template <class T>
Field ids(const T& owner) {
  return pci_id(owner.device.pci.vendor, owner.device.pci.device);
}

template <class T>
Field subsystem_ids(const T& owner) {
  return pci_id(owner.device.pci.subsystem_vendor, owner.device.pci.subsystem_device);
}

template <class T>
Field unique_id(const T& owner) {
  const auto& id = owner.device.identity.unique_id;
  return id ? fmt::format("{:016x}", *id) : std::string();
}

template <class T>
Field serial(const T& owner) {
  return owner.device.identity.serial.value_or("");
}

template <class T>
Field unique_identity(const T& owner) {
  return id_as_seen(owner.device).unique();
}

Field generation(const DeviceView& view) {
  return std::string(view.device.gfx ? generation_of(*view.device.gfx) : "");
}

Field stable_id(const DeviceView& view) {
  return card_id(view.device) ? id_as_seen(view.device).stable() : std::string();
}

Field remembered_id(const KnownDevice& known) { return id_as_seen(known.device).stable(); }

Field kfd_nodes(const DeviceView& view) { return describe_all(view.device.nodes.kfd); }

Field settings(const DeviceView& view) {
  std::vector<Record> out;
  for (const auto& [name, setting] : view.desired.settings) out.push_back(describe(setting));
  return out;
}

Field overrides(const DeviceView& view) { return describe_all(view.overlay.settings); }
Field advice(const DeviceView& view) { return describe_all(view.advice); }
Field outcomes(const DeviceView& view) { return describe_all(view.last.outcomes); }

Field published(const DeviceView& view) {
  return std::map<std::string, std::string>(view.published.begin(), view.published.end());
}
Field environment(const DeviceView& view) { return environment_of(view.published); }
Field library_set(const DeviceView& view) { return describe_library(view); }

Field last_reason(const DeviceView& view) {
  return std::string(view.last_applied_usec == 0 ? "" : to_string(view.last.reason));
}

Field note(const DeviceView& view) {
  std::vector<std::string> parts;
  const auto& device = view.device;
  if (device.placement.external.value_or(false)) parts.emplace_back("external");
  if (device.runtime_status == RuntimeStatus::suspended) parts.emplace_back("suspended");
  if (device.identity.known == Identity::unreadable)
    parts.emplace_back("unique_id cannot be read: identified by its slot");
  std::vector<std::string> sharing;
  for (const auto& other : view.alias_shared_with) sharing.push_back(to_string(other));
  if (!sharing.empty())
    parts.push_back(
        fmt::format("alias {} is shared with {}", device.alias, fmt::join(sharing, ", ")));
  if (!view.note.empty()) parts.push_back(view.note);
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// "inside,egpu +quiet +set": also that a profile or settings were chosen at run time.
Field rules_column(const DeviceView& view) {
  auto out = fmt::format("{}", fmt::join(view.desired.rules, ","));
  const auto add = [&out](std::string_view more) {
    out += fmt::format("{}+{}", out.empty() ? "" : " ", more);
  };
  if (!view.overlay.profile.empty()) add(view.overlay.profile);
  if (!view.overlay.settings.empty()) add("set");
  return out;
}

Field profile_column(const DeviceView& view) {
  return fmt::format("{}", fmt::join(view.desired.profiles, ","));
}

// --- the tables ---

constexpr auto kDevice = &DeviceView::device;
constexpr auto kRemembered = &KnownDevice::device;

constexpr FieldOf<KfdNode> kNodeFields[] = {
    {{"node"}, of<&KfdNode::node>},
    {{"gpu_id"}, of<&KfdNode::gpu_id>},
    {{"render_minor"}, of<&KfdNode::render_minor>},
    {{"simd_count"}, of<&KfdNode::simd_count>},
};

/// In the order of io.github.rmcpd1.Device.xml, which a test compares.
constexpr FieldOf<DeviceView> kDeviceFields[] = {
    {{"address"}, address},
    {{"alias", Unknown::empty}, of<kDevice, &Device::alias>},
    {{"name"}, of<kDevice, &Device::name>},
    {{"pci_id"}, ids},
    {{"subsystem_id", Unknown::empty}, subsystem_ids},
    {{"revision"}, of<kDevice, &Device::pci, &PciIds::revision>},
    {{"class"}, of<kDevice, &Device::pci, &PciIds::class_code>},
    {{"driver", Unknown::empty}, of<kDevice, &Device::binding, &DriverBinding::driver>},
    {{"driver_version", Unknown::empty}, of<kDevice, &Device::binding, &DriverBinding::version>},
    {{"gfx", Unknown::empty}, gfx},
    {{"gfx_source"}, of<kDevice, &Device::gfx_source>},
    {{"generation", Unknown::empty}, generation},
    {{"apu", Unknown::tristate}, of<kDevice, &Device::placement, &DevicePlacement::apu>},
    {{"external", Unknown::tristate}, of<kDevice, &Device::placement, &DevicePlacement::external>},
    {{"boot_vga", Unknown::tristate}, of<kDevice, &Device::placement, &DevicePlacement::boot_vga>},
    {{"unique_id", Unknown::empty}, unique_id},
    {{"serial", Unknown::empty}, serial},
    {{"stable_id", Unknown::empty}, stable_id},
    {{"identity"}, of<kDevice, &Device::identity, &CardIdentity::known>},
    {{"unique_identity"}, unique_identity},
    {{"runtime_status"}, of<kDevice, &Device::runtime_status>},
    {{"card", Unknown::empty}, of<kDevice, &Device::nodes, &DeviceNodes::card>},
    {{"render_nodes"}, of<kDevice, &Device::nodes, &DeviceNodes::render>},
    {{"kfd_nodes", Unknown::never, keys_of<KfdNode>}, kfd_nodes},
    {{"vram_bytes", Unknown::empty}, of<kDevice, &Device::vram_bytes>},
    {{"compute_units", Unknown::empty}, of<kDevice, &Device::compute_units>},
    {{"state"}, of<&DeviceView::state>},
    {{"note"}, note},
    {{"rules"}, of<&DeviceView::desired, &Desired::rules>},
    {{"profiles"}, of<&DeviceView::desired, &Desired::profiles>},
    {{"settings", Unknown::never, keys_of<Setting>}, settings},
    {{"overrides", Unknown::never, keys_of<Setting>}, overrides},
    {{"used_profile", Unknown::empty}, of<&DeviceView::overlay, &Overlay::profile>},
    {{"used_profile_kept"}, of<&DeviceView::overlay, &Overlay::profile_kept>},
    {{"trial", Unknown::empty}, of<&DeviceView::trial>},
    {{"trial_until", Unknown::empty}, of<&DeviceView::trial_until_usec>},
    {{"advice", Unknown::never, keys_of<Advice>}, advice},
    {{"environment"}, environment},
    {{"published"}, published},
    {{"library_set", Unknown::never, keys_of<LibraryChoice>}, library_set},
    {{"last_reason", Unknown::empty}, last_reason},
    {{"last_applied", Unknown::empty}, of<&DeviceView::last_applied_usec>},
    {{"last_outcomes", Unknown::never, keys_of<Outcome>}, outcomes},
};

constexpr FieldOf<KnownDevice> kKnownFields[] = {
    {{"address"}, address},
    {{"alias"}, of<kRemembered, &Device::alias>},
    {{"name"}, of<kRemembered, &Device::name>},
    {{"pci_id"}, ids},
    {{"subsystem_id"}, subsystem_ids},
    {{"driver"}, of<kRemembered, &Device::binding, &DriverBinding::driver>},
    {{"gfx"}, gfx},
    {{"apu"}, of<kRemembered, &Device::placement, &DevicePlacement::apu>},
    {{"external"}, of<kRemembered, &Device::placement, &DevicePlacement::external>},
    {{"unique_id"}, unique_id},
    {{"serial"}, serial},
    {{"stable_id"}, remembered_id},
    {{"unique_identity"}, unique_identity},
    {{"present"}, of<&KnownDevice::present>},
    {{"last_seen"}, of<&KnownDevice::last_seen_usec>},
    {{"last_state"}, of<&KnownDevice::last_state>},
};

constexpr FieldOf<DeviceView> kColumns[] = {
    {{"address"}, address},
    {{"name"}, of<kDevice, &Device::name>},
    {{"gfx"}, gfx_column},
    {{"driver"}, of<kDevice, &Device::binding, &DriverBinding::driver>},
    {{"rules"}, rules_column},
    {{"profile"}, profile_column},
    {{"state"}, of<&DeviceView::state>},
    {{"note"}, note},
    {{"alias"}, of<kDevice, &Device::alias>},
    {{"trial_until"}, of<&DeviceView::trial_until_usec>},
};

}  // namespace

Record describe(const KfdNode& node) { return read(kNodeFields, node); }
Record describe(const DeviceView& view) { return read(kDeviceFields, view); }
Record describe(const KnownDevice& known) { return read(kKnownFields, known); }
Record row_of(const DeviceView& view) { return read(kColumns, view); }

template <>
std::span<const Key> keys_of<KfdNode>() {
  return keys<kNodeFields>();
}

template <>
std::span<const Key> keys_of<DeviceView>() {
  return keys<kDeviceFields>();
}

template <>
std::span<const Key> keys_of<KnownDevice>() {
  return keys<kKnownFields>();
}

std::span<const Key> row_keys() { return keys<kColumns>(); }

}  // namespace rmcp
