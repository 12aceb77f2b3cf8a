// SPDX-License-Identifier: MIT
// Translates udev's actions into the monitor's events.
#include "daemon/device/uevent.hpp"

#include "daemon/device/attribute.hpp"
#include "lib/gpu/device.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace rmcp::device {
namespace {

using Kind = Event::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 5> kPciActions = {{
    {"add", Kind::add},
    {"bind", Kind::bind},
    {"unbind", Kind::unbind},
    {"remove", Kind::remove},
    {"change", Kind::change},
}};

std::optional<Kind> kind_of_pci(const Uevent& uevent) {
  if (!is_amd_gpu(uevent.pci_id, uevent.pci_class)) return std::nullopt;
  for (const auto& [action, kind] : kPciActions)
    if (uevent.action == action) return kind;
  return std::nullopt;
}

/// Connectors come and go with displays: they do not matter here.
std::optional<Kind> kind_of_drm(const Uevent& uevent) {
  if (uevent.devtype == "drm_connector" || uevent.hotplug) return std::nullopt;
  if (uevent.action == "change" && !uevent.wedged.empty()) return Kind::wedged;
  if (uevent.action == "add" || uevent.action == "remove" || uevent.action == "change")
    return Kind::change;
  return std::nullopt;
}

std::optional<Event> event_at(Kind kind, std::string syspath) {
  const auto address = parse_pci_address(std::string_view(syspath).substr(syspath.rfind('/') + 1));
  if (!address) return std::nullopt;
  return Event{kind, *address, std::move(syspath), {}};
}

}  // namespace

bool is_amd_gpu(const std::string& pci_id, const std::string& pci_class) {
  const auto vendor = parse_number(std::string_view(pci_id).substr(0, pci_id.find(':')), 16);
  const auto number = parse_number(pci_class, 16);
  return vendor == kVendorAmd && number && is_gpu_class(static_cast<std::uint32_t>(*number));
}

std::optional<Event> interpret(const Uevent& uevent) {
  if (uevent.subsystem == "pci") {
    const auto kind = kind_of_pci(uevent);
    return kind ? event_at(*kind, uevent.syspath) : std::nullopt;
  }
  const auto kind = kind_of_drm(uevent);
  // amdgpu_xcp_drv.c: the partitions' DRM nodes are below platform devices of their own.
  if (kind && uevent.syspath.find("/platform/amdgpu_xcp") != std::string::npos)
    return Event{Kind::partition, {}, {}, {}};
  const auto drm = uevent.syspath.rfind("/drm/");
  if (!kind || drm == std::string::npos) return std::nullopt;
  auto event = event_at(*kind, uevent.syspath.substr(0, drm));
  if (event && event->kind == Kind::wedged) event->detail = uevent.wedged;
  return event;
}

}  // namespace rmcp::device
