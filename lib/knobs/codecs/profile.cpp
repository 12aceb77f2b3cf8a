// SPDX-License-Identifier: MIT
// The codec of pp_power_profile_mode: modes by name or index, and CUSTOM with its numbers.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/custom_profile.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace rmcp {
namespace {

using tl::unexpected;

/// `3D_FULL_SCREEN*:` without its marks; empty if it is not the name of a mode.
std::string mode_name(std::string_view word) {
  while (!word.empty() && (word.back() == ':' || word.back() == '*')) word.remove_suffix(1);
  const auto part_of_name = [](unsigned char c) {
    return std::isupper(c) || std::isdigit(c) || c == '_';
  };
  const bool has_letter =
      std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isupper(c) != 0; });
  return has_letter && std::all_of(word.begin(), word.end(), part_of_name) ? lower(word)
                                                                           : std::string();
}

Expected<Value> parse_profile_mode(const Knob& knob, const Scalar& scalar) {
  if (const auto* index = std::get_if<std::int64_t>(&scalar.data)) {
    if (*index < knob.min || *index > knob.max) {
      return unexpected(fmt::format("{} is out of range: {} to {}", *index, knob.min, knob.max));
    }
    return Value{*index};
  }
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr)
    return unexpected(std::string("expected the name or the index of a power profile mode"));
  const auto name = lower(*text);
  if (is_custom(name)) {
    const auto numbers = parse_custom(*text);
    return numbers ? Expected<Value>(Value{to_string(*numbers)}) : unexpected(numbers.error());
  }
  if (std::find(knob.choices.begin(), knob.choices.end(), name) == knob.choices.end()) {
    return unexpected(not_one_of(*text, knob.choices));
  }
  return Value{name};
}

/// APUs list the modes that their firmware has (vangogh_ppt.c:vangogh_get_power_profile_mode,
/// renoir_ppt.c alike). The driver starts with mode 0 on them (amdgpu_smu.c:smu_sw_init), which is
/// none of these: no mode is marked while it is in force, and 0 goes back to it.
constexpr std::string_view kStart = "bootup_default";
bool starts_unlisted(const ProfileModes& modes) {
  return !modes.names.empty() && !modes.names.contains(0);
}

std::optional<Value> decode_profile_mode(const Knob&, const Reading& reading) {
  auto modes = profile_modes(reading.raw);
  if (modes.active.empty() && starts_unlisted(modes)) modes.active = kStart;
  if (modes.active.empty()) return std::nullopt;
  if (const auto table = custom_table(reading.raw); modes.active == "custom" && table)
    return Value{to_string(numbers_of(*table))};
  return Value{std::move(modes.active)};
}

std::optional<std::int64_t> mode_index(const Value& value, const ProfileModes& modes) {
  if (const auto* index = std::get_if<std::int64_t>(&value)) {
    return modes.names.contains(*index) ? std::optional(*index) : std::nullopt;
  }
  for (const auto& [index, name] : modes.names) {
    if (name == std::get<std::string>(value)) return index;
  }
  const bool start = value == Value{std::string(kStart)} && starts_unlisted(modes);
  return start ? std::optional<std::int64_t>(0) : std::nullopt;
}

/// The numbers of a value for CUSTOM; nothing for other modes.
std::optional<std::vector<CustomNumbers>> custom_numbers(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || !is_custom(*text)) return std::nullopt;
  const auto numbers = parse_custom(*text);
  return numbers ? std::optional(*numbers) : std::nullopt;
}

Expected<CustomTable> custom_then(const std::vector<CustomNumbers>& desired,
                                  const Reading& reading) {
  auto table = custom_table(reading.raw);
  return table ? with_numbers(std::move(*table), desired) : table;
}

Expected<std::string> encode_profile_mode(const Knob&, const Value& value, const Reading& reading) {
  if (const auto desired = custom_numbers(value)) {
    const auto table = custom_then(*desired, reading);
    return table ? Expected<std::string>(commands_of(*table, *desired)) : unexpected(table.error());
  }
  const auto modes = profile_modes(reading.raw);
  const auto wanted = mode_index(value, modes);
  // Its index would bypass the checks of its name. Its name alone is the value found in force on a
  // card whose table does not show the numbers, and is restored like that.
  const bool by_number = std::holds_alternative<std::int64_t>(value);
  if (wanted && by_number && modes.names.at(*wanted) == "custom")
    return unexpected(
        fmt::format("mode {} is CUSTOM, which needs its numbers: \"custom: ...\"", *wanted));
  if (wanted) return fmt::format("{}", *wanted);
  if (modes.names.empty()) return unexpected(std::string("the card's table names no modes"));
  std::vector<std::string> known;
  for (const auto& [index, name] : modes.names) known.push_back(fmt::format("{} {}", index, name));
  return unexpected(
      fmt::format("this card has no mode {}; it has {}", to_string(value), fmt::join(known, ", ")));
}

Failure check_profile_mode(const Knob& knob, const Value& value, const Reading& reading) {
  const auto text = encode_profile_mode(knob, value, reading);
  return text ? Failure() : text.error();
}

Value resolve_profile_mode(const Knob&, const Value& value, const Reading& reading) {
  if (const auto desired = custom_numbers(value)) {
    const auto table = custom_then(*desired, reading);
    return table ? Value{to_string(numbers_of(*table))} : value;
  }
  const auto modes = profile_modes(reading.raw);
  const auto index = mode_index(value, modes);
  return index && modes.names.contains(*index) ? Value{modes.names.at(*index)} : value;
}

/// `6 0 0 5 1 ...`, a line for each clock, as commands_of makes it.
std::optional<Value> shown_after(CustomTable table, const std::string& commands) {
  for (std::size_t at = 0; at < commands.size();) {
    const auto end = std::min(commands.find('\n', at), commands.size());
    std::vector<std::int64_t> line;
    for (const auto word : split_words(std::string_view(commands).substr(at, end - at)))
      line.push_back(whole_number(word).value_or(0));
    at = end + 1;
    for (auto& row : table.rows) {
      const std::size_t first = row.clock.empty() ? 1 : 2;
      const bool meant = row.clock.empty() || (line.size() > 1 && line[1] == row.number);
      if (meant && line.size() == first + table.columns.size())
        row.numbers.assign(line.begin() + static_cast<std::ptrdiff_t>(first), line.end());
    }
  }
  return Value{to_string(numbers_of(table))};
}

std::optional<Value> mode_shown(const Knob& knob, const std::string& bytes,
                                const Reading& reading) {
  if (const auto table = custom_table(reading.raw); table && bytes.find(' ') != bytes.npos)
    return shown_after(*table, bytes);
  const auto index = whole_index(bytes);
  if (index == 0 && starts_unlisted(profile_modes(reading.raw))) return Value{std::string(kStart)};
  return index ? std::optional(resolve_profile_mode(knob, Value{*index}, reading)) : std::nullopt;
}

}  // namespace

/// The row layouts ("1 3D_FULL_SCREEN*:", "1 3D_FULL_SCREEN *:") and the column layout of SMU
/// 13.0.7 ("... 4 VR  * 5 COMPUTE") have in common that an index precedes a name and an asterisk
/// follows the active name (smu_v13_0_7_ppt.c:smu_v13_0_7_get_power_profile_mode and its
/// relatives).
ProfileModes profile_modes(std::string_view table) {
  ProfileModes modes;
  const auto all = split_words(table);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const auto index = whole_index(all[i]);
    const auto name = index ? mode_name(all[i + 1]) : std::string();
    if (name.empty()) continue;
    modes.names.emplace(*index, name);
    const bool own = all[i + 1].find('*') != std::string_view::npos;
    const bool next = i + 2 < all.size() && all[i + 2].front() == '*';
    if (own || next) modes.active = name;
  }
  return modes;
}

Risk profile_mode_risk(const Knob&, const Value& value, const Reading&) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && is_custom(*text) ? Risk::confirm : Risk::safe;
}

const Codec kProfileModeCodec{.type = "profile mode",
                              .parse = parse_profile_mode,
                              .decode = decode_profile_mode,
                              .check = check_profile_mode,
                              .encode = encode_profile_mode,
                              .resolve = resolve_profile_mode,
                              .shown = mode_shown};

}  // namespace rmcp
