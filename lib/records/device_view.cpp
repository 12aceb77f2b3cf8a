// SPDX-License-Identifier: MIT
// Finds devices by the patterns that people type.
#include "lib/records/device_view.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace rmcp {
namespace {

bool is_id_prefix(const Device& d, const std::string& pattern) {
  constexpr std::size_t kShortestPrefix = 4;
  if (!d.identity.unique_id || pattern.size() < kShortestPrefix) return false;
  return fmt::format("{:016x}", *d.identity.unique_id).starts_with(pattern);
}

bool is_meant(const Device& d, std::string_view pattern) {
  const auto& nodes = d.nodes.render;
  return pattern == d.nodes.card || std::find(nodes.begin(), nodes.end(), pattern) != nodes.end() ||
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

std::vector<PciAddress> find_devices(const std::vector<const DeviceView*>& devices,
                                     std::string_view pattern) {
  const auto address = parse_pci_address(pattern);
  if (address) return select(devices, [&](const Device& d) { return d.address == *address; });
  auto named = select(devices, [&](const Device& d) { return is_alias(d, pattern); });
  if (!named.empty()) return named;
  return select(devices, [&](const Device& d) { return is_meant(d, pattern); });
}

Expected<PciAddress> find_device(const std::vector<const DeviceView*>& devices,
                                 std::string_view pattern) {
  using Code = Failure::Code;
  const auto found = find_devices(devices, pattern);
  if (found.size() == 1) return found.front();
  if (found.empty())
    return tl::unexpected(
        Failure{Code::no_such_device, fmt::format("no device matches '{}'", excerpt(pattern))});
  std::vector<std::string> names;
  for (const auto& address : found) names.push_back(to_string(address));
  return tl::unexpected(Failure{
      Code::ambiguous_device,
      fmt::format("'{}' matches several devices: {}", excerpt(pattern), fmt::join(names, ", "))});
}

}  // namespace rmcp
