// SPDX-License-Identifier: MIT
// Which devices a rule is for. Three-valued: an unknown property never matches, not even under
// `not`.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/text/failure.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// Properties of the machine that rules may match in addition to those of the device.
struct Machine {
  std::string kernel;    // uname -r
  bool patched = false;  // the loaded amdgpu carries our series (kernel-patch/)
};

enum class Truth { no, yes, unknown };

/// One key of a match. Values: any of them is enough. Text is compared whole, then as a glob
/// (* ? [..]), ignoring case; numbers as numbers ("0x73FF" equals "0x73ff"); a unique id also by
/// its first digits.
struct Condition {
  std::string key;
  std::vector<std::string> any_of;  // booleans are "true" and "false"

  bool operator==(const Condition&) const = default;
};

/// All conditions, and none of `negated`'s as a whole (`not = {}`).
struct Match {
  std::vector<Condition> all_of;
  std::vector<Match> negated;

  bool operator==(const Match&) const = default;
};

/// The keys that a match may have.
const std::vector<std::string_view>& match_keys();
/// True for the keys whose values are booleans.
bool is_boolean_match_key(std::string_view key);
/// The reason why `value` is not valid for `key` (match_value.cpp).
Failure check_match_value(std::string_view key, std::string_view value);
/// The device's text for a key; nothing if it is not known.
std::optional<std::string> match_fact(std::string_view key, const Device& device,
                                      const Machine& machine);
/// One value of a condition fits the device's text for its key.
bool matches_value(std::string_view key, const std::string& wanted, const std::string& fact);

/// Digits of a unique id that a rule has to give at least.
inline constexpr std::size_t kShortestIdPrefix = 8;
/// "0x73ff" or "73ff".
std::optional<unsigned> hex_number(std::string_view value);

/// Shell-like: * any run, ? any character, [a-z] [!a-z] one of a set; a set with a blank is text.
bool glob(std::string_view pattern, std::string_view value);
/// It has one of those characters.
bool is_glob(std::string_view pattern);
/// The same text, or a glob for it; in either case ignoring case.
bool matches_text(std::string_view wanted, std::string_view text);

Truth evaluate(const Condition& condition, const Device& device, const Machine& machine);
Truth evaluate(const Match& match, const Device& device, const Machine& machine);

}  // namespace rmcp
