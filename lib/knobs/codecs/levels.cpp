// SPDX-License-Identifier: MIT
// Levels of clocks, as the drivers in pm/swsmu and pm/powerplay of Linux 6.1, 6.12 and 7.3 print
// and take them.
#include "lib/knobs/codecs/levels.hpp"

#include "lib/knobs/codecs/parts.hpp"
#include "lib/text/words.hpp"

#include <algorithm>

namespace rmcp {
namespace {

/// amdgpu_pm.c:amdgpu_read_mask
constexpr std::int64_t kHighestLevel = 31;

constexpr std::array<std::string_view, 4> kClocks{"pp_dpm_sclk", "pp_dpm_mclk", "pp_dpm_socclk",
                                                  "pp_dpm_fclk"};
/// One for each of these clocks.
using Driver = std::array<LevelUse, kClocks.size()>;

// Read: *_force_clk_levels, and *_print_clk_levels or *_emit_clk_levels, of the file named.
/// navi10_ppt.c, sienna_cichlid_ppt.c, smu_v13_0_0_ppt.c, smu_v13_0_7_ppt.c, smu_v14_0_2_ppt.c.
constexpr Driver kDiscreteRdna{LevelUse::open_top, LevelUse::open_top, LevelUse::open_top,
                               LevelUse::open_top};
/// aldebaran_ppt.c, smu_v13_0_6_ppt.c.
constexpr Driver kCdna{LevelUse::rows, LevelUse::refused, LevelUse::refused, LevelUse::refused};
/// renoir_ppt.c.
constexpr Driver kRenoir{LevelUse::rows, LevelUse::reversed, LevelUse::rows, LevelUse::reversed};
/// vangogh_ppt.c.
constexpr Driver kVanGogh{LevelUse::ignored, LevelUse::ignored, LevelUse::rows, LevelUse::reversed};
/// yellow_carp_ppt.c, smu_v13_0_4_ppt.c.
constexpr Driver kYellowCarp{LevelUse::refused, LevelUse::refused, LevelUse::rows,
                             LevelUse::reversed};
/// smu_v13_0_5_ppt.c.
constexpr Driver kNoneTaken{LevelUse::refused, LevelUse::refused, LevelUse::refused,
                            LevelUse::refused};
/// smu_v14_0_0_ppt.c, and smu_v15_0_0_ppt.c of 7.3: FCLK is printed in order.
constexpr Driver kStrix{LevelUse::refused, LevelUse::refused, LevelUse::rows, LevelUse::rows};
/// cyan_skillfish_ppt.c has no such function: amdgpu_smu.c:smu_force_smuclk_levels returns success.
constexpr Driver kCyanSkillfish{LevelUse::ignored, LevelUse::ignored, LevelUse::ignored,
                                LevelUse::ignored};

struct Firmware {
  std::array<std::int64_t, 3> version;
  const Driver* driver;
};

/// amdgpu_smu.c:smu_set_funcs; 11.0.2 is missing, because two drivers have it.
constexpr Firmware kFirmwares[] = {
    {{11, 0, 0}, &kDiscreteRdna},  {{11, 0, 5}, &kDiscreteRdna},  {{11, 0, 7}, &kDiscreteRdna},
    {{11, 0, 8}, &kCyanSkillfish}, {{11, 0, 9}, &kDiscreteRdna},  {{11, 0, 11}, &kDiscreteRdna},
    {{11, 0, 12}, &kDiscreteRdna}, {{11, 0, 13}, &kDiscreteRdna}, {{11, 5, 0}, &kVanGogh},
    {{11, 5, 2}, &kVanGogh},       {{12, 0, 0}, &kRenoir},        {{12, 0, 1}, &kRenoir},
    {{13, 0, 0}, &kDiscreteRdna},  {{13, 0, 1}, &kYellowCarp},    {{13, 0, 2}, &kCdna},
    {{13, 0, 3}, &kYellowCarp},    {{13, 0, 4}, &kYellowCarp},    {{13, 0, 5}, &kNoneTaken},
    {{13, 0, 6}, &kCdna},          {{13, 0, 7}, &kDiscreteRdna},  {{13, 0, 8}, &kYellowCarp},
    {{13, 0, 10}, &kDiscreteRdna}, {{13, 0, 11}, &kYellowCarp},   {{13, 0, 12}, &kCdna},
    {{13, 0, 14}, &kCdna},         {{14, 0, 0}, &kStrix},         {{14, 0, 1}, &kStrix},
    {{14, 0, 2}, &kDiscreteRdna},  {{14, 0, 3}, &kDiscreteRdna},  {{14, 0, 4}, &kStrix},
    {{14, 0, 5}, &kStrix},         {{15, 0, 0}, &kStrix},         {{15, 0, 5}, &kStrix},
    {{15, 0, 9}, &kStrix},
};

const Driver* driver_of(const Reading& reading) {
  std::array<std::int64_t, 3> version{};
  for (std::size_t i = 0; i < version.size(); ++i) {
    const auto number = companion(reading, kPowerFirmware[i]);
    if (!number) return nullptr;
    version[i] = *number;
  }
  const auto* found = std::ranges::find(kFirmwares, version, &Firmware::version);
  return found == std::end(kFirmwares) ? nullptr : found->driver;
}

/// A fine-grained clock has two levels and prints a third row between them while it runs at another
/// clock, so 2 is the highest level now and then. The text does not tell it from a clock with two
/// levels that are not fine-grained, for which the driver refuses 2 or does nothing.
bool may_be_fine_grained(const std::vector<unsigned>& levels) {
  return levels == std::vector<unsigned>{0, 1};
}

}  // namespace

bool is_discrete_rdna(const Reading& reading) { return driver_of(reading) == &kDiscreteRdna; }

LevelUse level_use(const Knob& knob, const Reading& reading) {
  const auto* driver = driver_of(reading);
  const auto* clock = std::ranges::find(kClocks, knob.file);
  if (driver == nullptr || clock == kClocks.end()) return LevelUse::rows;
  return driver->at(static_cast<std::size_t>(clock - kClocks.begin()));
}

/// A row without a number is the present clock beside the levels (vangogh_print_clk_levels,
/// renoir_print_clk_levels), and `S:` that of a clock in deep sleep. Below `S:`, 7.3 counts from 1
/// (smu_cmn.c:smu_cmn_print_dpm_clk_levels) and 6.12 from 0
/// (smu_v13_0_6_ppt.c:smu_v13_0_6_print_clks). Without it a gap is a level without a clock.
std::vector<unsigned> shown_levels(std::string_view table) {
  std::vector<unsigned> levels;
  bool asleep = false;
  for (const auto line : split_words(table, "\n")) {
    const auto words = split_words(line, " \t");
    if (words.empty() || words.front().back() != ':') continue;
    const auto number = words.front().substr(0, words.front().size() - 1);
    asleep = asleep || number == "S";
    const auto index = whole_index(number);
    if (index && *index <= kHighestLevel) levels.push_back(static_cast<unsigned>(*index));
  }
  const auto first = asleep && !levels.empty() ? levels.front() : 0;
  for (auto& level : levels) level -= std::min(level, first);
  return levels;
}

std::vector<unsigned> legal_levels(const Knob& knob, const Reading& reading) {
  auto levels = shown_levels(reading.raw);
  if (level_use(knob, reading) == LevelUse::open_top && may_be_fine_grained(levels))
    levels.push_back(2);
  return levels;
}

}  // namespace rmcp
