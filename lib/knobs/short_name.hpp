// SPDX-License-Identifier: MIT
// Names of knobs as people type them: without the kind.
#pragma once
#include <string>
#include <string_view>

namespace rmcp {

/// `attribute.power_cap` for `power_cap`, if only one knob has this ending; `environment.NAME` for
/// a NAME in capitals. Any other name is returned unchanged.
std::string full_knob_name(std::string_view name);

/// `power_cap` for `attribute.power_cap`; the whole name if several knobs have this ending.
std::string_view short_knob_name(std::string_view name);

}  // namespace rmcp
