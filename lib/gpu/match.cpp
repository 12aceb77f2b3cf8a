// SPDX-License-Identifier: MIT
// The properties of a device under the names that rules use, and globs over them.
#include "lib/gpu/match.hpp"

#include "lib/gpu/gfx.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace rmcp {
namespace {

using Fact = std::optional<std::string>;

Fact text_fact(const std::string& value) { return value.empty() ? Fact() : Fact(value); }
Fact yes_no(std::optional<bool> value) { return value ? Fact(*value ? "true" : "false") : Fact(); }
Fact hex_fact(unsigned value, int digits) { return fmt::format("0x{:0{}x}", value, digits); }
Fact generation(const Device& d) {
  return d.gfx ? text_fact(std::string(generation_of(*d.gfx))) : Fact();
}
Fact unique_id(const Device& d) {
  return d.identity.unique_id ? Fact(fmt::format("{:016x}", *d.identity.unique_id)) : Fact();
}

enum class KeyKind { text, hex_id, long_hex, address, boolean };

struct Key {
  std::string_view name;
  KeyKind kind;
  Fact (*fact)(const Device&, const Machine&);
};

const Key kKeys[] = {
    {"vendor", KeyKind::hex_id,
     [](const Device& d, const Machine&) { return hex_fact(d.pci.vendor, 4); }},
    {"device", KeyKind::hex_id,
     [](const Device& d, const Machine&) { return hex_fact(d.pci.device, 4); }},
    {"subsystem_vendor", KeyKind::hex_id,
     [](const Device& d, const Machine&) { return hex_fact(d.pci.subsystem_vendor, 4); }},
    {"subsystem_device", KeyKind::hex_id,
     [](const Device& d, const Machine&) { return hex_fact(d.pci.subsystem_device, 4); }},
    {"revision", KeyKind::hex_id,
     [](const Device& d, const Machine&) { return hex_fact(d.pci.revision, 2); }},
    {"address", KeyKind::address,
     [](const Device& d, const Machine&) { return Fact(to_string(d.address)); }},
    {"driver", KeyKind::text,
     [](const Device& d, const Machine&) {
       return Fact(d.binding.driver.empty() ? "none" : d.binding.driver);
     }},
    {"external", KeyKind::boolean,
     [](const Device& d, const Machine&) { return yes_no(d.placement.external); }},
    {"boot_vga", KeyKind::boolean,
     [](const Device& d, const Machine&) { return yes_no(d.placement.boot_vga); }},
    {"gfx", KeyKind::text,
     [](const Device& d, const Machine&) { return d.gfx ? Fact(to_string(*d.gfx)) : Fact(); }},
    {"generation", KeyKind::text, [](const Device& d, const Machine&) { return generation(d); }},
    {"unique_id", KeyKind::long_hex, [](const Device& d, const Machine&) { return unique_id(d); }},
    {"serial", KeyKind::text, [](const Device& d, const Machine&) { return d.identity.serial; }},
    {"name", KeyKind::text, [](const Device& d, const Machine&) { return text_fact(d.name); }},
    {"alias", KeyKind::text, [](const Device& d, const Machine&) { return text_fact(d.alias); }},
    {"apu", KeyKind::boolean,
     [](const Device& d, const Machine&) { return yes_no(d.placement.apu); }},
    {"kernel", KeyKind::text, [](const Device&, const Machine& m) { return text_fact(m.kernel); }},
    {"patched", KeyKind::boolean,
     [](const Device&, const Machine& m) { return yes_no(m.patched); }},
};

const Key* find_key(std::string_view name) {
  const auto* it = std::find_if(std::begin(kKeys), std::end(kKeys),
                                [&](const Key& k) { return k.name == name; });
  return it == std::end(kKeys) ? nullptr : it;
}

/// Matches `[a-c]` or `[!a-c]` at the start of the pattern against one character, and moves the
/// pattern past it. Brackets around words are text: "*[Radeon RX 7900 XT/7900 XTX]".
bool matches_set(std::string_view& pattern, char c) {
  const auto close = pattern.find(']', 2);
  if (close == pattern.npos || pattern.substr(0, close).find(' ') != pattern.npos) {
    pattern.remove_prefix(1);
    return c == '[';
  }
  auto set = pattern.substr(1, close - 1);
  pattern.remove_prefix(close + 1);
  const bool negated = set.front() == '!' || set.front() == '^';
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    found = found || (range ? set[i] <= c && c <= set[i + 2] : set[i] == c);
    if (range) i += 2;
  }
  return found != negated;
}

}  // namespace

bool is_glob(std::string_view pattern) { return pattern.find_first_of("*?[") != pattern.npos; }

std::optional<unsigned> hex_number(std::string_view value) {
  if (value.starts_with("0x") || value.starts_with("0X")) value.remove_prefix(2);
  unsigned number = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), number, 16);
  return ec == std::errc{} && end == value.data() + value.size() ? std::optional(number)
                                                                 : std::nullopt;
}

// On a mismatch only the last star takes one more character: time is |pattern| * |value|.
bool glob(std::string_view pattern, std::string_view value) {
  std::string_view star_pattern, star_value;
  bool starred = false;
  while (!value.empty()) {
    auto rest = pattern;
    bool match = false;
    if (!rest.empty() && rest.front() == '*') {
      starred = true;
      star_pattern = pattern = rest.substr(1);
      star_value = value;
      continue;
    }
    if (!rest.empty() && rest.front() == '[') {
      match = matches_set(rest, value.front());
    } else if (!rest.empty()) {
      match = rest.front() == '?' || rest.front() == value.front();
      rest.remove_prefix(1);
    }
    if (match) {
      pattern = rest;
      value.remove_prefix(1);
    } else if (starred) {
      star_value.remove_prefix(1);
      value = star_value;
      pattern = star_pattern;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*') == pattern.npos;
}

// pci.ids has names with brackets: "Navi 31 [Radeon RX 7900 XT/7900 XTX]".
bool matches_text(std::string_view wanted, std::string_view text) {
  const auto pattern = lower(wanted), value = lower(text);
  return pattern == value || glob(pattern, value);
}

namespace {

std::string without_0x(const std::string& text) {
  return text.starts_with("0x") ? text.substr(2) : text;
}

/// The whole id, the first digits of it, or a glob.
bool matches_id(const std::string& wanted, const std::string& fact) {
  const auto digits = without_0x(lower(wanted));
  if (is_glob(digits)) return glob(digits, fact);
  return digits.size() >= kShortestIdPrefix && fact.starts_with(digits);
}

bool matches(KeyKind kind, const std::string& wanted, const std::string& fact) {
  if (kind == KeyKind::text || kind == KeyKind::boolean) return matches_text(wanted, fact);
  if (kind == KeyKind::long_hex) return matches_id(wanted, fact);
  if (kind == KeyKind::address) {
    const auto address = parse_pci_address(wanted);  // the short form is the same address
    return address ? to_string(*address) == fact : glob(lower(wanted), fact);
  }
  return is_glob(wanted) ? glob(lower(wanted), fact) : hex_number(wanted) == hex_number(fact);
}

}  // namespace

const std::vector<std::string_view>& match_keys() {
  static const auto names = [] {
    std::vector<std::string_view> out;
    for (const auto& key : kKeys) out.push_back(key.name);
    return out;
  }();
  return names;
}

bool is_boolean_match_key(std::string_view key) {
  const auto* found = find_key(key);
  return found != nullptr && found->kind == KeyKind::boolean;
}

Fact match_fact(std::string_view name, const Device& device, const Machine& machine) {
  const auto* key = find_key(name);
  return key != nullptr ? key->fact(device, machine) : Fact();
}

bool matches_value(std::string_view name, const std::string& wanted, const std::string& fact) {
  const auto* key = find_key(name);
  return key != nullptr && matches(key->kind, wanted, fact);
}

Truth evaluate(const Condition& condition, const Device& device, const Machine& machine) {
  const auto* key = find_key(condition.key);
  const auto fact = match_fact(condition.key, device, machine);
  if (!fact) return Truth::unknown;
  const bool any =
      std::any_of(condition.any_of.begin(), condition.any_of.end(),
                  [&](const std::string& wanted) { return matches(key->kind, wanted, *fact); });
  return any ? Truth::yes : Truth::no;
}

Truth evaluate(const Match& match, const Device& device, const Machine& machine) {
  Truth result = Truth::yes;
  const auto and_then = [&result](Truth part) {
    if (part == Truth::no || result == Truth::no) {
      result = Truth::no;
    } else if (part == Truth::unknown) {
      result = Truth::unknown;
    }
  };
  for (const auto& condition : match.all_of) and_then(evaluate(condition, device, machine));
  for (const auto& negated : match.negated) {
    const auto part = evaluate(negated, device, machine);
    and_then(part == Truth::unknown ? part : part == Truth::yes ? Truth::no : Truth::yes);
  }
  return result;
}

}  // namespace rmcp
