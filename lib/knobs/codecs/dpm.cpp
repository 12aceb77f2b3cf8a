// SPDX-License-Identifier: MIT
// The codec of amdgpu's DPM tables: level masks.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {
namespace {

using tl::unexpected;

// --- level masks ---

Expected<Value> mask_of(const std::vector<std::int64_t>& indices, const Knob& knob) {
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
    return unexpected(std::string("no levels given; \"all\" allows all of them"));
  return Value{mask};
}

Expected<Value> parse_level_mask(const Knob& knob, const Scalar& scalar) {
  if (const auto* list = std::get_if<Scalar::List>(&scalar.data)) return mask_of(*list, knob);
  if (const auto* one = std::get_if<std::int64_t>(&scalar.data)) return mask_of({*one}, knob);
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr)
    return unexpected(std::string("expected level indices, such as [0, 1] or \"0 1\""));
  if (*text == "all") return Value{LevelMask{}};
  std::vector<std::int64_t> indices;
  for (const auto word : split_words(*text)) {
    const auto index = whole_index(word);
    if (!index) return unexpected(fmt::format("'{}' is not the index of a level", word));
    indices.push_back(*index);
  }
  return mask_of(indices, knob);
}

/// The file marks the level in use now; it does not show which levels are allowed.
std::optional<Value> decode_level_mask(const Knob&, const Reading&) { return std::nullopt; }

/// vangogh_unforce_dpm_levels, renoir_unforce_dpm_levels, yellow_carp_set_performance_level.
std::string no_text_for_all(const Knob& knob) {
  return fmt::format("all levels come back on this card only with {} = {}", knob.requires_knob,
                     find_knob(knob.requires_knob)->normal);
}

/// The driver sends the clock of the lowest index as the lower limit and that of the highest as the
/// upper one (vangogh_force_clk_levels, renoir_force_clk_levels), from a table that falls: with two
/// levels the limits cross.
Failure check_reversed(const Knob& knob, const LevelMask& mask) {
  if (mask.levels.empty()) return no_text_for_all(knob);
  if (mask.levels.size() == 1) return {};
  return "this card takes one level at a time: of several, its driver makes the lowest clock the "
         "upper limit";
}

Failure check_level_mask(const Knob& knob, const Value& value, const Reading& reading) {
  const auto levels = legal_levels(knob, reading);
  if (levels.empty()) return "the card shows no levels";
  const auto& mask = std::get<LevelMask>(value);
  for (const auto wanted : mask.levels) {
    if (std::find(levels.begin(), levels.end(), wanted) == levels.end()) {
      return fmt::format("this card has no level {}; it has {}", wanted, fmt::join(levels, " "));
    }
  }
  return level_use(knob, reading) == LevelUse::reversed ? check_reversed(knob, mask) : Failure();
}

/// Never more than the card shows for "all": Vega 10's driver hands any index to the firmware
/// (vega10_hwmgr.c:vega10_force_clock_level).
Expected<std::string> encode_level_mask(const Knob& knob, const Value& value,
                                        const Reading& reading) {
  const auto shown = shown_levels(reading.raw);
  if (shown.empty()) return unexpected(std::string("the card shows no levels"));
  auto levels = std::get<LevelMask>(value).levels;
  if (level_use(knob, reading) == LevelUse::reversed) {
    if (levels.empty()) return unexpected(no_text_for_all(knob));
    for (auto& level : levels) level = std::max(shown.back(), level) - level;
  }
  if (levels.empty()) levels = shown;
  return fmt::format("{}", fmt::join(levels, " "));
}

Failure level_mask_missing(const Knob& knob, const Reading& reading) {
  if (reading.status != Reading::Status::ok) return missing_file(knob, reading);
  switch (level_use(knob, reading)) {
    case LevelUse::refused:
      return fmt::format("the driver refuses all levels of {} on this card", knob.file);
    case LevelUse::ignored:
      return fmt::format("the driver accepts levels of {} on this card and ignores them",
                         knob.file);
    default:
      return {};
  }
}

std::optional<Value> no_mask_shown(const Knob&, const std::string&, const Reading&) {
  return std::nullopt;
}

Value keep_level_mask(const Knob&, const Value& value, const Reading&) { return value; }

}  // namespace

const Codec kLevelMaskCodec{.type = "level mask",
                            .parse = parse_level_mask,
                            .decode = decode_level_mask,
                            .check = check_level_mask,
                            .encode = encode_level_mask,
                            .resolve = keep_level_mask,
                            .shown = no_mask_shown,
                            .missing = level_mask_missing};

}  // namespace rmcp
