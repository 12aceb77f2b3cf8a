// SPDX-License-Identifier: MIT
// Parameters about displays.
#include "lib/knobs/parameters/rows.hpp"

namespace rmcp {
namespace {

// amd_shared.h:DC_FEATURE_MASK.
constexpr MaskBit kDisplayFeatureBits[] = {
    {"fbc", 0x1}, {"multi_mon_pp_mclk_switch", 0x2}, {"disable_fractional_pwm", 0x4}, {"psr", 0x8}};
// amd_shared.h:DC_DEBUG_MASK.
constexpr MaskBit kDisplayDebugBits[] = {{"disable_pipe_split", 0x1},
                                         {"disable_stutter", 0x2},
                                         {"disable_dsc", 0x4},
                                         {"disable_clock_gating", 0x8},
                                         {"disable_psr", 0x10}};

constexpr ModuleParameter kDisplayRows[] = {
    {.knob = "parameter.abmlevel",
     .min = -1,
     .max = 4,
     .unsigned_before = k6_8,
     .normal = "0",
     .new_normal = "-1",
     .new_normal_since = k6_8,
     // Later: amdgpu_dm_connector_funcs_reset, for a connector that appears later; 6.12: removal.
     .probe_only = kNoGc,
     .doc = "Adaptive backlight level of panels, 0 off to 4.",
     .source = "amdgpu_dm.c:amdgpu_dm_connector_funcs_reset"},
    {.knob = "parameter.dc",
     .min = -1,
     .max = 1,
     // 6.1: amdgpu_device_fini_sw, on removal; 6.12: smu_v13_0_notify_display_change.
     .probe_only = kNoGc,
     .new_probe_only = kGc10_1 | kGc12_0,
     .new_probe_only_since = k6_12,
     .risk = Risk::confirm,
     .doc = "The display core: 0 off, 1 on.",
     .source = "amdgpu_device.c:amdgpu_device_asic_has_dc_support"},
    {.knob = "parameter.dcdebugmask",
     .type = ParameterType::mask,
     .bits = kDisplayDebugBits,
     .normal = "0x0",
     // Later: dm_helpers_override_panel_settings, when a panel is detected.
     .probe_only = kNoGc,
     .doc = "Debugging switches of the display core.",
     .source = "amd_shared.h:DC_DEBUG_MASK; amdgpu_drv.c:module_param"},
    {.knob = "parameter.dcfeaturemask",
     .type = ParameterType::mask,
     .bits = kDisplayFeatureBits,
     .normal = "0x2",
     // Later: amdgpu_dm_link_setup_psr, when a mode is set.
     .probe_only = kNoGc,
     .doc = "Features of the display core.",
     .source = "amd_shared.h:DC_FEATURE_MASK; amdgpu_drv.c:module_param"},
    {.knob = "parameter.deep_color",
     .min = 0,
     .max = 1,
     .normal = "0",
     .read_at = ReadAt::runtime,
     .doc = "Deep colour on connectors without the display core.",
     .source = "amdgpu_connectors.c:amdgpu_connector_get_monitor_bpc"},
    {.knob = "parameter.modeset",
     .min = 1,
     .max = 1,
     .automatic = -1,
     .probe_only = kEveryGc,
     .first = k6_8,
     .risk = Risk::confirm,
     .doc = "1 lets the driver bind although the kernel was started with nomodeset.",
     .trap = "Defeats nomodeset for those who need it to start the machine. 0 would do the same: "
             "the driver tests for -1 only.",
     .source = "amdgpu_drv.c:amdgpu_pci_probe"},
    {.knob = "parameter.seamless",
     .min = -1,
     .max = 1,
     .probe_only = kEveryGc,
     .first = k6_8,
     .doc = "Seamless boot: 0 off, 1 on.",
     .source = "amdgpu_device.c:amdgpu_device_seamless_boot_supported"},
    {.knob = "parameter.sg_display",
     .min = -1,
     .max = 1,
     .probe_only = kEveryGc,
     .doc = "Scan-out from system memory on APUs: 0 off, 1 on.",
     .source = "amdgpu_dm.c:amdgpu_dm_init"},
    {.knob = "parameter.virtual_display",
     .type = ParameterType::text,
     .charset = ":.,;",
     .normal = "",
     .probe_only = kEveryGc,
     .risk = Risk::confirm,
     .doc = "Virtual displays, by device: \"0000:03:00.0,2;...\" with the number of displays.",
     .source = "amdgpu_device.c:amdgpu_device_enable_virtual_display"},
};

}  // namespace

std::span<const ModuleParameter> display_parameters() { return kDisplayRows; }

}  // namespace rmcp
