// SPDX-License-Identifier: MIT
// What the codecs of multi-line files have in common.
#pragma once
#include "lib/knobs/codecs/table_file.hpp"
#include "lib/knobs/knob.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// The parameter that overdrive hangs on, beside a device's files.
inline constexpr std::string_view kFeatureMask = "driver/module/parameters/ppfeaturemask";
inline constexpr std::string_view kFeatureMaskAlone[] = {kFeatureMask};

/// Why a file that overdrive makes is not there.
std::string overdrive_absence(const Knob&, const Reading&);

/// The edit and what makes it act. Files of one value take no command in front.
std::string commit(std::string edits);
/// Back to the board's own value, of this file only. Whole tables are never reset: that would take
/// other people's edits away.
inline constexpr std::string_view kResetOne = "r\nc";
inline bool can_reset(const Knob& knob) { return knob.entry.command.empty(); }

/// `2600 MHz is out of the card's range: 500 to 2900 MHz`, or nothing.
std::string check_range(std::int64_t amount, Unit unit,
                        const std::optional<TableFile::Range>& range, std::string_view what = {});

}  // namespace rmcp
