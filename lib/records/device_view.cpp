// SPDX-License-Identifier: MIT
// A device as a table row, as named fields, and as what people type.
#include "lib/records/device_view.hpp"

#include "lib/gpu/known_device.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace rmcp {
namespace {

std::string gfx_text(const Device& d) {
  if (!d.gfx) return "";
  return to_string(*d.gfx) + (d.gfx_source == GfxSource::pci_id ? "?" : "");
}

std::vector<std::string> address_texts(const std::vector<PciAddress>& addresses) {
  std::vector<std::string> out;
  for (const auto& address : addresses) out.push_back(to_string(address));
  return out;
}

std::string notes(const DeviceView& view) {
  std::vector<std::string> parts;
  if (view.device.external.value_or(false)) parts.emplace_back("external");
  if (view.device.runtime_status == RuntimeStatus::suspended) parts.emplace_back("suspended");
  if (view.device.identity == Identity::unreadable)
    parts.emplace_back("unique_id cannot be read: known by its slot");
  if (!view.alias_shared_with.empty()) {
    parts.push_back(fmt::format("alias {} is also that of {}", view.device.alias,
                                fmt::join(address_texts(view.alias_shared_with), ", ")));
  }
  if (!view.note.empty()) parts.push_back(view.note);
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool is_id_prefix(const Device& d, const std::string& pattern) {
  constexpr std::size_t kShortestPrefix = 4;
  if (!d.unique_id || pattern.size() < kShortestPrefix) return false;
  return fmt::format("{:016x}", *d.unique_id).starts_with(pattern);
}

bool is_meant(const Device& d, std::string_view pattern) {
  const auto& nodes = d.render_nodes;
  return pattern == d.card || std::find(nodes.begin(), nodes.end(), pattern) != nodes.end() ||
         is_id_prefix(d, lower(pattern)) || glob(lower(pattern), lower(d.name));
}

bool is_alias(const Device& d, std::string_view name) { return !name.empty() && d.alias == name; }

template <class Predicate>
std::vector<PciAddress> select(const std::vector<const DeviceView*>& devices, Predicate meant) {
  std::vector<PciAddress> found;
  for (const auto* view : devices) {
    if (meant(view->device)) found.push_back(view->device.address);
  }
  return found;
}

}  // namespace

ListRow row_of(const DeviceView& view) {
  const auto& d = view.device;
  return {.address = to_string(d.address),
          .name = d.name,
          .gfx = gfx_text(d),
          .driver = d.driver,
          .profile = fmt::format("{}", fmt::join(view.desired.profiles, ",")),
          .state = std::string(to_string(view.state)),
          .note = notes(view),
          .alias = d.alias};
}

Record describe(const DeviceView& view) {
  const auto& d = view.device;
  return {{"address", to_string(d.address)},
          {"alias", d.alias},
          {"name", d.name},
          {"pci_id", pci_id(d.vendor, d.device)},
          {"subsystem_id", pci_id(d.subsystem_vendor, d.subsystem_device)},
          {"revision", std::uint64_t{d.revision}},
          {"class", std::uint64_t{d.pci_class}},
          {"driver", d.driver},
          {"driver_version", d.driver_version},
          {"gfx", d.gfx ? to_string(*d.gfx) : std::string()},
          {"gfx_source", std::string(to_string(d.gfx_source))},
          {"generation", d.gfx ? std::string(generation_of(*d.gfx)) : std::string()},
          {"apu", tristate(d.apu)},
          {"external", tristate(d.external)},
          {"boot_vga", tristate(d.boot_vga)},
          {"unique_id", d.unique_id ? fmt::format("{:016x}", *d.unique_id) : std::string()},
          {"serial", d.serial.value_or("")},
          {"stable_id", card_id(d) ? id_as_seen(d).stable() : std::string()},
          {"identity", std::string(to_string(d.identity))},
          {"unique_identity", id_as_seen(d).unique()},
          {"runtime_status", std::string(to_string(d.runtime_status))},
          {"card", d.card},
          {"render_nodes", d.render_nodes},
          {"vram_bytes", d.vram_bytes.value_or(0)},
          {"compute_units", std::uint64_t{d.compute_units.value_or(0)}},
          {"state", std::string(to_string(view.state))},
          {"note", notes(view)},
          {"rules", view.desired.rules},
          {"profiles", view.desired.profiles},
          {"used_profile", view.overlay.profile},
          {"environment", environment_of(view.published)},
          {"published",
           std::map<std::string, std::string>(view.published.begin(), view.published.end())},
          {"last_reason",
           view.last_applied_usec == 0 ? std::string() : std::string(to_string(view.last.reason))},
          {"last_applied", view.last_applied_usec},
          {"trial", std::string(to_string(view.trial))},
          {"trial_until", view.trial_until_usec}};
}

Record describe(const KnownDevice& known) {
  const auto& d = known.device;
  return {{"address", to_string(d.address)},
          {"alias", d.alias},
          {"name", d.name},
          {"pci_id", pci_id(d.vendor, d.device)},
          {"subsystem_id", pci_id(d.subsystem_vendor, d.subsystem_device)},
          {"driver", d.driver},
          {"gfx", d.gfx ? to_string(*d.gfx) : std::string()},
          {"apu", tristate(d.apu)},
          {"external", tristate(d.external)},
          {"unique_id", d.unique_id ? fmt::format("{:016x}", *d.unique_id) : std::string()},
          {"serial", d.serial.value_or("")},
          {"stable_id", id_as_seen(d).stable()},
          {"unique_identity", id_as_seen(d).unique()},
          {"present", known.present},
          {"last_seen", known.last_seen_usec},
          {"last_state", known.last_state}};
}

std::vector<PciAddress> find_devices(const std::vector<const DeviceView*>& devices,
                                     std::string_view pattern) {
  const auto address = parse_pci_address(pattern);
  if (address) return select(devices, [&](const Device& d) { return d.address == *address; });
  auto named = select(devices, [&](const Device& d) { return is_alias(d, pattern); });
  if (!named.empty()) return named;
  return select(devices, [&](const Device& d) { return is_meant(d, pattern); });
}

}  // namespace rmcp
