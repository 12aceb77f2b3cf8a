// SPDX-License-Identifier: MIT
// The values that the keys of a match can have. A value that fits nothing ever is an error.
#include "lib/gpu/alias.hpp"
#include "lib/gpu/gfx.hpp"
#include "lib/gpu/match.hpp"
#include "lib/gpu/pci_address.hpp"
#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

/// As generation_of() gives them.
constexpr std::array<std::string_view, 14> kGenerations{"gcn1",  "gcn2",  "gcn3",  "gcn4",  "gcn5",
                                                        "cdna1", "cdna2", "cdna3", "cdna4", "rdna1",
                                                        "rdna2", "rdna3", "rdna4", "rdna5"};

/// The drivers that a display controller of AMD's can be bound to: its own two, and those that hold
/// a device for a guest (Linux drivers/vfio/pci, drivers/pci/pci-stub.c, drivers/xen/xen-pciback,
/// drivers/uio/uio_pci_generic.c).
constexpr std::array<std::string_view, 6> kDrivers{"amdgpu",   "radeon",          "vfio-pci",
                                                   "pci-stub", "uio_pci_generic", "pciback"};
constexpr std::string_view kNoDriver = "none";

std::string did_you_mean(std::string_view word, std::vector<std::string_view> known) {
  const auto near = nearest(lower(word), known);
  return near.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", near);
}

/// `value`, a word or a glob, fits one of the words.
Failure check_word(std::string_view value, const std::vector<std::string_view>& known) {
  const auto fits = [&](std::string_view word) { return matches_text(value, word); };
  if (std::any_of(known.begin(), known.end(), fits)) return {};
  return not_one_of(value, known) + did_you_mean(value, known);
}

Failure check_generation(std::string_view value) {
  return check_word(value, {kGenerations.begin(), kGenerations.end()});
}

Failure check_driver(std::string_view value) {
  std::vector<std::string_view> known{kDrivers.begin(), kDrivers.end()};
  known.push_back(kNoDriver);
  return check_word(value, known);
}

Failure check_gfx(std::string_view value) {
  if (is_glob(value) || parse_gfx(lower(value))) return {};
  const auto with_prefix = "gfx" + lower(value);
  return fmt::format(
      "'{}' is not a gfx target such as \"gfx1032\"{}", value,
      parse_gfx(with_prefix) ? fmt::format("; did you mean \"{}\"?", with_prefix) : "");
}

Failure check_hex_id(std::string_view value) {
  if (is_glob(value) || hex_number(value)) return {};
  return fmt::format("'{}' is not a hexadecimal id such as \"0x73ff\"", value);
}

Failure check_address(std::string_view value) {
  if (is_glob(value) || parse_pci_address(value)) return {};
  return fmt::format("'{}' is not a PCI address such as \"0000:03:00.0\"", value);
}

Failure check_unique_id(std::string_view value) {
  constexpr std::size_t kWhole = 16;
  if (is_glob(value)) return {};
  auto digits = lower(value);
  if (digits.starts_with("0x")) digits.erase(0, 2);
  const bool hex = digits.find_first_not_of("0123456789abcdef") == digits.npos;
  if (hex && digits.size() >= kShortestIdPrefix && digits.size() <= kWhole) return {};
  return fmt::format("'{}' is not a unique id: {} hexadecimal digits, or the first {} or more",
                     value, kWhole, kShortestIdPrefix);
}

Failure check_alias_value(std::string_view value) {
  return is_glob(value) ? Failure() : check_alias(value);
}

struct ValueCheck {
  std::string_view key;
  Failure (*check)(std::string_view value);
};

constexpr ValueCheck kValueChecks[] = {
    {"vendor", check_hex_id},           {"device", check_hex_id},
    {"subsystem_vendor", check_hex_id}, {"subsystem_device", check_hex_id},
    {"revision", check_hex_id},         {"address", check_address},
    {"driver", check_driver},           {"gfx", check_gfx},
    {"generation", check_generation},   {"unique_id", check_unique_id},
    {"alias", check_alias_value},
};

}  // namespace

Failure check_match_value(std::string_view key, std::string_view value) {
  const auto& keys = match_keys();
  if (std::find(keys.begin(), keys.end(), key) == keys.end())
    return fmt::format("'{}' is no match key", key);
  if (value.empty()) return "an empty value matches nothing";
  if (is_boolean_match_key(key) && value != "true" && value != "false")
    return "expected true or false";
  for (const auto& row : kValueChecks)
    if (row.key == key) return row.check(value);
  return {};
}

}  // namespace rmcp
