// SPDX-License-Identifier: MIT
// The codec of amdgpu's DPM tables: level masks.
#include "lib/knobs/codecs/codecs.hpp"
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

Failure check_level_mask(const Knob&, const Value& value, const Reading& reading) {
  const auto levels = dpm_levels(reading.raw);
  if (levels.empty()) return "the card shows no levels";
  for (const auto wanted : std::get<LevelMask>(value).levels) {
    if (std::find(levels.begin(), levels.end(), wanted) == levels.end()) {
      return fmt::format("this card has no level {}; it has {}", wanted, fmt::join(levels, " "));
    }
  }
  return {};
}

Expected<std::string> encode_level_mask(const Knob&, const Value& value, const Reading& reading) {
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
  for (const auto word : split_words(table)) {
    if (word.empty() || word.back() != ':') continue;
    if (const auto index = whole_index(word.substr(0, word.size() - 1)))
      levels.push_back(static_cast<unsigned>(*index));
  }
  return levels;
}

const Codec kLevelMaskCodec{.type = "level mask",
                            .parse = parse_level_mask,
                            .decode = decode_level_mask,
                            .check = check_level_mask,
                            .encode = encode_level_mask,
                            .resolve = keep_level_mask,
                            .shown = no_mask_shown};

}  // namespace rmcp
