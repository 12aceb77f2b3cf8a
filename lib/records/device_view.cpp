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

/// A node, the first digits of the unique id, or the whole name.
bool is_called(const Device& d, std::string_view pattern) {
  const auto& nodes = d.nodes.render;
  return pattern == d.nodes.card || std::find(nodes.begin(), nodes.end(), pattern) != nodes.end() ||
         is_id_prefix(d, lower(pattern)) || (!d.name.empty() && lower(pattern) == lower(d.name));
}

/// `words` are in the name, and neither begin nor end inside one of its words: "RX 6600" is in "AMD
/// Radeon RX 6600", "RX 660" is not.
bool has_words(const std::string& name, const std::string& words) {
  const auto inside = [&](std::size_t at) { return at < name.size() && is_alphanumeric(name[at]); };
  for (auto at = name.find(words); at != name.npos; at = name.find(words, at + 1)) {
    const bool begins = at == 0 || !inside(at - 1) || !is_alphanumeric(words.front());
    if (begins && (!inside(at + words.size()) || !is_alphanumeric(words.back()))) return true;
  }
  return false;
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

/// "0000:03:00.0 (AMD Radeon RX 6600)".
std::string shown(const DeviceView& view) {
  const auto& d = view.device;
  const auto address = to_string(d.address);
  const bool by_alias = !d.alias.empty() && view.alias_shared_with.empty();
  const auto name = excerpt(d.name);
  if (by_alias) return fmt::format("{} ({}{}{})", d.alias, address, name.empty() ? "" : ", ", name);
  return name.empty() ? address : fmt::format("{} ({})", address, name);
}

std::string list_of(const std::vector<const DeviceView*>& devices) {
  constexpr std::size_t kMost = 8;
  std::vector<std::string> names;
  for (const auto* view : devices)
    if (names.size() < kMost) names.push_back(shown(*view));
  const auto more = devices.size() - names.size();
  return fmt::format("{}{}", fmt::join(names, ", "),
                     more > 0 ? fmt::format(" and {} more", more) : "");
}

}  // namespace

std::vector<PciAddress> find_devices(const std::vector<const DeviceView*>& devices,
                                     std::string_view pattern) {
  const auto address = parse_pci_address(pattern);
  if (address) return select(devices, [&](const Device& d) { return d.address == *address; });
  if (pattern.empty()) return {};
  const auto words = lower(pattern);
  auto found = select(devices, [&](const Device& d) { return is_alias(d, pattern); });
  if (found.empty())
    found = select(devices, [&](const Device& d) { return is_called(d, pattern); });
  if (found.empty())
    found = select(devices, [&](const Device& d) { return glob(words, lower(d.name)); });
  if (found.empty())
    found = select(devices, [&](const Device& d) { return has_words(lower(d.name), words); });
  return found;
}

Expected<PciAddress> find_device(const std::vector<const DeviceView*>& devices,
                                 std::string_view pattern) {
  using Code = Failure::Code;
  const auto found = find_devices(devices, pattern);
  if (found.size() == 1) return found.front();
  if (found.empty())
    return tl::unexpected(Failure{
        Code::no_such_device,
        fmt::format("no device matches '{}'; {}", excerpt(pattern),
                    devices.empty() ? "there is no AMD GPU" : "present: " + list_of(devices))});
  std::vector<const DeviceView*> candidates;
  for (const auto* view : devices)
    if (std::find(found.begin(), found.end(), view->device.address) != found.end())
      candidates.push_back(view);
  return tl::unexpected(Failure{
      Code::ambiguous_device,
      fmt::format("'{}' matches several devices: {}", excerpt(pattern), list_of(candidates))});
}

}  // namespace rmcp
