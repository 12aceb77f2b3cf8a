// SPDX-License-Identifier: MIT
// The kinds of values of knobs: how each is read from policy, and read from and written to the
// kernel.
#pragma once
#include "lib/knobs/knob.hpp"

#include <map>
#include <string>
#include <string_view>

namespace rmcp {

extern const Codec kChoiceCodec;      // one of Knob::choices
extern const Codec kTextCodec;        // an environment variable's value
extern const Codec kSwitchCodec;      // on or off; the file holds 1 or 0
extern const Codec kIntegerCodec;     // a number between Knob::min and max
extern const Codec kPowerCodec;       // hwmon power1_cap, microwatts
extern const Codec kThrottlingCodec;  // thermal_throttling_logging: seconds, 0 is off
extern const Codec
    kProfileModeCodec;               // pp_power_profile_mode: index or name in the card's own table
extern const Codec kLevelMaskCodec;  // pp_dpm_*: indices of levels

extern const Codec kTableQuantityCodec;     // a number in a file of several lines
extern const Codec kTableSwitchCodec;       // 1 or 0 in such a file
extern const Codec kCurveCodec;             // points or levels in such a file
extern const Codec kFanSpeedCodec;          // hwmon pwm1 and fan1_target with their modes
extern const Codec kParameterIntegerCodec;  // of the amdgpu module, see module_parameter.hpp
extern const Codec kParameterBooleanCodec;
extern const Codec kParameterTextCodec;
extern const Codec kParameterMaskCodec;  // a number, or bits added to and removed from the default

extern const Codec kFlagCodec;         // true or false
extern const Codec kLibraryCodec;      // the name of a library set, or none, system, auto
extern const Codec kGfxOverrideCodec;  // auto, off, or a version of a gfx target

/// pp_power_profile_mode in any of its layouts: index to lower-case name, and the active one.
struct ProfileModes {
  std::map<std::int64_t, std::string> names;
  std::string active;  // empty if the table marks none
};
ProfileModes profile_modes(std::string_view table);

/// The numbers of CUSTOM control the firmware; the other modes are AMD's own.
Risk profile_mode_risk(const Knob&, const Value&, const Reading&);

}  // namespace rmcp
