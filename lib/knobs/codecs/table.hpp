// SPDX-License-Identifier: MIT
// Common parts of the codecs for multi-line files.
#pragma once
#include "lib/knobs/codecs/table_file.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/overdrive_off.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// Resets this file only to the board's own value. Whole tables are never reset: that would discard
/// other people's edits.
inline constexpr std::string_view kResetOne = "r";
inline bool can_reset(const Knob& knob) { return knob.entry.command.empty(); }

/// Of a section with the figures of the moment (cyan_skillfish_ppt.c: `vc 0 MHZ MV`).
inline constexpr std::string_view kOneCommand =
    "this chip takes a clock and its voltage in one command, which rmcpd does not offer";

/// The reason why a file without a section has no knob.
std::string empty_table(const Knob& knob);

/// `2600 MHz is out of the card's range: 500 to 2900 MHz`, or nothing.
Failure check_range(std::int64_t amount, Unit unit, const std::optional<TableFile::Range>& range,
                    std::string_view what = {});

}  // namespace rmcp
