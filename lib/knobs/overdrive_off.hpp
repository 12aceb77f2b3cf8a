// SPDX-License-Identifier: MIT
// Overdrive that was off when the driver was loaded: what a card lacks for that reason, and the
// policy that turns it on.
#pragma once
#include "lib/knobs/knob.hpp"
#include "lib/text/failure.hpp"

#include <array>
#include <string>
#include <string_view>

namespace rmcp {

/// The parameter that overdrive depends on, as a companion of a device's files.
inline constexpr std::string_view kFeatureMask = "driver/module/parameters/ppfeaturemask";
inline constexpr std::string_view kFeatureMaskAlone[] = {kFeatureMask};

/// `overdrive is off (bit 0x4000 of ppfeaturemask, loaded as 0xfff7bfff)`, of a file that does not
/// exist; empty: for another reason, or for one that is not known.
std::string overdrive_off(const Reading& absent);

/// The reason why a file of overdrive does not exist, with the next step.
Failure overdrive_absence(const Knob&, const Reading&);

/// True of a reason of overdrive_absence() that the policy below can remove.
bool is_overdrive_off(std::string_view reason);

/// The policy that turns overdrive on, line by line, and the sentences about what remains to be
/// done and its price: amdgpu_drv.c:amdgpu_init of 7.3 taints the kernel (S) by the bit alone;
/// those of 6.1 and 6.12 do not.
inline constexpr std::array<std::string_view, 3> kOverdrivePolicy{
    "[module.amdgpu]", "trusted = true", "ppfeaturemask = { add = [\"overdrive\"] }"};
inline constexpr std::string_view kAfterOverdrivePolicy =
    "After \"rmcpctl reload\", \"rmcpctl kernel\" says whether the initramfs has to be rebuilt; "
    "then reboot. Linux 7.3 counts itself as tainted with it.";

/// True of a value of ppfeaturemask, as policy or the kernel has it, with overdrive.
bool turns_overdrive_on(std::string_view mask);

}  // namespace rmcp
