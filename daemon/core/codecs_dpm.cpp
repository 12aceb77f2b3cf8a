// SPDX-License-Identifier: MIT
// Codecs of amdgpu's DPM tables: power profile modes and level masks.
#include "core/codecs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace rmcp {
namespace {

using tl::unexpected;
using ValueOrReason = tl::expected<Value, std::string>;

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \t\n", at)) != text.npos) {
    const auto end = std::min(text.find_first_of(" \t\n", at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// `3D_FULL_SCREEN*:` without its marks; empty when it is no name of a mode.
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

// --- power profile mode ---

ValueOrReason parse_profile_mode(const Knob& knob, const Scalar& scalar) {
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
  if (name == "custom") {
    // Their count, order and meaning differ between SMU generations and kernels, nothing in the
    // table tells which driver it is.
    return unexpected(std::string("'custom' needs numbers that rmcpd does not set"));
  }
  if (std::find(knob.choices.begin(), knob.choices.end(), name) == knob.choices.end()) {
    return unexpected(fmt::format("'{}' is not one of {}", *text, fmt::join(knob.choices, ", ")));
  }
  return Value{name};
}

std::optional<Value> decode_profile_mode(const Knob&, const Reading& reading) {
  auto modes = profile_modes(reading.raw);
  return modes.active.empty() ? std::nullopt : std::optional<Value>(std::move(modes.active));
}

std::optional<std::int64_t> mode_index(const Value& value, const ProfileModes& modes) {
  if (const auto* index = std::get_if<std::int64_t>(&value)) {
    return modes.names.contains(*index) ? std::optional(*index) : std::nullopt;
  }
  for (const auto& [index, name] : modes.names) {
    if (name == std::get<std::string>(value)) return index;
  }
  return std::nullopt;
}

TextOrReason encode_profile_mode(const Knob&, const Value& value, const Reading& reading) {
  const auto modes = profile_modes(reading.raw);
  if (const auto index = mode_index(value, modes)) return fmt::format("{}", *index);
  if (modes.names.empty()) return unexpected(std::string("the card's table names no modes"));
  std::vector<std::string> known;
  for (const auto& [index, name] : modes.names) known.push_back(fmt::format("{} {}", index, name));
  return unexpected(
      fmt::format("this card has no mode {}; it has {}", to_string(value), fmt::join(known, ", ")));
}

std::string check_profile_mode(const Knob& knob, const Value& value, const Reading& reading) {
  const auto text = encode_profile_mode(knob, value, reading);
  return text ? std::string() : text.error();
}

Value resolve_profile_mode(const Knob&, const Value& value, const Reading& reading) {
  const auto modes = profile_modes(reading.raw);
  const auto index = mode_index(value, modes);
  return index ? Value{modes.names.at(*index)} : value;
}

std::optional<Value> mode_shown(const Knob& knob, const std::string& bytes,
                                const Reading& reading) {
  const auto index = number(bytes);
  return index ? std::optional(resolve_profile_mode(knob, Value{*index}, reading)) : std::nullopt;
}

// --- level masks ---

ValueOrReason level_mask(std::vector<std::int64_t> indices, const Knob& knob) {
  LevelMask mask;
  for (const auto index : indices) {
    if (index < knob.min || index > knob.max) {
      return unexpected(
          fmt::format("level {} is out of range: {} to {}", index, knob.min, knob.max));
    }
    mask.levels.push_back(static_cast<unsigned>(index));
  }
  std::sort(mask.levels.begin(), mask.levels.end());
  mask.levels.erase(std::unique(mask.levels.begin(), mask.levels.end()), mask.levels.end());
  if (mask.levels.empty())
    return unexpected(std::string("no level at all; \"all\" gives the card all of them"));
  return Value{mask};
}

ValueOrReason parse_level_mask(const Knob& knob, const Scalar& scalar) {
  if (const auto* list = std::get_if<Scalar::List>(&scalar.data)) return level_mask(*list, knob);
  if (const auto* one = std::get_if<std::int64_t>(&scalar.data)) return level_mask({*one}, knob);
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr)
    return unexpected(std::string("expected level indices, such as [0, 1] or \"0 1\""));
  if (*text == "all") return Value{LevelMask{}};
  std::vector<std::int64_t> indices;
  for (const auto word : words(*text)) {
    const auto index = number(word);
    if (!index) return unexpected(fmt::format("'{}' is not the index of a level", word));
    indices.push_back(*index);
  }
  return level_mask(std::move(indices), knob);
}

/// The file marks the level in use now, which does not tell which ones may be used.
std::optional<Value> decode_level_mask(const Knob&, const Reading&) { return std::nullopt; }

std::string check_level_mask(const Knob&, const Value& value, const Reading& reading) {
  const auto levels = dpm_levels(reading.raw);
  if (levels.empty()) return "the card shows no levels";
  for (const auto wanted : std::get<LevelMask>(value).levels) {
    if (std::find(levels.begin(), levels.end(), wanted) == levels.end()) {
      return fmt::format("this card has no level {}; it has {}", wanted, fmt::join(levels, " "));
    }
  }
  return {};
}

TextOrReason encode_level_mask(const Knob&, const Value& value, const Reading& reading) {
  const auto& mask = std::get<LevelMask>(value);
  const auto levels = mask.levels.empty() ? dpm_levels(reading.raw) : mask.levels;
  if (levels.empty()) return unexpected(std::string("the card shows no levels"));
  return fmt::format("{}", fmt::join(levels, " "));
}

std::optional<Value> no_mask_shown(const Knob&, const std::string&, const Reading&) {
  return std::nullopt;
}

Value keep_level_mask(const Knob&, const Value& value, const Reading&) { return value; }

}  // namespace

std::vector<unsigned> dpm_levels(std::string_view table) {
  std::vector<unsigned> levels;
  for (const auto word : words(table)) {
    if (word.empty() || word.back() != ':') continue;
    if (const auto index = number(word.substr(0, word.size() - 1)))
      levels.push_back(static_cast<unsigned>(*index));
  }
  return levels;
}

/// Row layouts ("1 3D_FULL_SCREEN*:", "1 3D_FULL_SCREEN *:") and the column layout of SMU 13.0.7
/// ("... 4 VR  * 5 COMPUTE") have in common that an index precedes a name and the active name is
/// followed by an asterisk (smu_v13_0_7_ppt.c:smu_v13_0_7_get_power_profile_mode and its
/// relatives).
ProfileModes profile_modes(std::string_view table) {
  ProfileModes modes;
  const auto all = words(table);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const auto index = number(all[i]);
    const auto name = index ? mode_name(all[i + 1]) : std::string();
    if (name.empty()) continue;
    modes.names.emplace(*index, name);
    const bool own = all[i + 1].find('*') != std::string_view::npos;
    const bool next = i + 2 < all.size() && all[i + 2].front() == '*';
    if (own || next) modes.active = name;
  }
  return modes;
}

const Codec kProfileModeCodec{"profile mode",     parse_profile_mode,  decode_profile_mode,
                              check_profile_mode, encode_profile_mode, resolve_profile_mode,
                              mode_shown};
const Codec kLevelMaskCodec{"level mask",     parse_level_mask,  decode_level_mask,
                            check_level_mask, encode_level_mask, keep_level_mask,
                            no_mask_shown};

}  // namespace rmcp
