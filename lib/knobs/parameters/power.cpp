// SPDX-License-Identifier: MIT
// Parameters about power, clocks, the bus and resets.
#include "lib/knobs/parameters/rows.hpp"

namespace rmcp {
namespace {

// amd_shared.h:PP_FEATURE_MASK.
constexpr MaskBit kPowerBits[] = {
    {"sclk_dpm", 0x1},
    {"mclk_dpm", 0x2},
    {"pcie_dpm", 0x4},
    {"sclk_deep_sleep", 0x8},
    {"power_containment", 0x10},
    {"uvd_handshake", 0x20},
    {"smc_voltage_control", 0x40},
    {"vbi_time_support", 0x80},
    {"ulv", 0x100},
    {"gfx_cg_thru_smu", 0x200},
    {"clock_stretch", 0x400},
    {"od_fuzzy_fan_control", 0x800},
    {"socclk_dpm", 0x1000},
    {"dcefclk_dpm", 0x2000},
    {"overdrive", 0x4000},
    {"gfxoff", 0x8000},
    {"acg", 0x10000},
    {"stutter", 0x20000},
    {"avfs", 0x40000},
    {"gfx_dcs", 0x80000},
};

constexpr ModuleParameter kPowerRows[] = {
    {.knob = "parameter.aspm",
     .min = -1,
     .max = 1,
     // Later: nv_program_aspm and its like, on resume.
     .probe_only = kNoGc,
     .doc = "Active state power management of PCIe: 0 off, 1 on; -1 follows the platform.",
     .source = "amdgpu_device.c:amdgpu_device_should_use_aspm"},
    {.knob = "parameter.bapm",
     .min = -1,
     .max = 1,
     // No reader on GC 9 and later.
     .probe_only = kNoGc,
     .doc = "Bidirectional application power management of Kaveri-era APUs.",
     .source = "kv_dpm.c:kv_dpm_init"},
    {.knob = "parameter.cg_mask",
     .type = ParameterType::mask,
     .normal = "0xffffffffffffffff",
     .probe_only = kEveryGc,
     .risk = Risk::confirm,
     .doc = "Clock gating features.",
     .trap = "A debugging aid.",
     .source = "amdgpu_device.c:amdgpu_device_ip_early_init"},
    {.knob = "parameter.dpm",
     .min = -1,
     .max = 1,
     // Later: pp_set_asic_baco_state; gfx_v11_0_rlc_load_microcode and its like, on resume.
     .probe_only = kGc10_1 | kGc10_3,
     .risk = Risk::confirm,
     .doc = "Dynamic power management: 0 off, 1 on.",
     .trap = "0 leaves the card at its boot clocks.",
     .source = "amdgpu_smu.c:smu_early_init; amd_powerplay.c:amd_powerplay_create"},
    {.knob = "parameter.gpu_recovery",
     .min = -1,
     .max = 1,
     .read_at = ReadAt::runtime,
     .doc = "Reset of a GPU that hangs: 0 off, 1 on.",
     .trap = "-1 acts as on for every GC 10 card, whatever modinfo says. Read-only in sysfs, "
             "though the driver reads it on each time-out.",
     .source = "amdgpu_device.c:amdgpu_device_should_recover_gpu"},
    {.knob = "parameter.msi",
     .min = -1,
     .max = 1,
     .probe_only = kEveryGc,
     .doc = "Message signalled interrupts: 0 off, 1 on.",
     .source = "amdgpu_irq.c:amdgpu_msi_ok"},
    {.knob = "parameter.pcie_gen2",
     .min = -1,
     .max = 1,
     // 6.1: nv_pcie_gen3_enable and its like, on resume. 6.12: no reader on GC 9 and later.
     .probe_only = kNoGc,
     .doc = "Switching of the PCIe speed by the driver: 0 off, 1 on.",
     .source = "nv.c:nv_pcie_gen3_enable; soc15.c:soc15_pcie_gen3_enable"},
    {.knob = "parameter.pcie_gen_cap",
     .type = ParameterType::mask,
     .normal = "0x0",
     .probe_only = kEveryGc,
     .doc = "Overrides the mask of PCIe speeds; 0 does not.",
     .source = "amdgpu_device.c:amdgpu_device_get_pcie_info"},
    {.knob = "parameter.pcie_lane_cap",
     .type = ParameterType::mask,
     .normal = "0x0",
     .probe_only = kEveryGc,
     .doc = "Overrides the mask of PCIe lanes; 0 does not.",
     .source = "amdgpu_device.c:amdgpu_device_get_pcie_info"},
    {.knob = "parameter.pg_mask",
     .type = ParameterType::mask,
     .normal = "0xffffffff",
     .probe_only = kEveryGc,
     .risk = Risk::confirm,
     .doc = "Power gating features.",
     .trap = "A debugging aid.",
     .source = "amdgpu_device.c:amdgpu_device_ip_early_init"},
    {.knob = "parameter.ppfeaturemask",
     .type = ParameterType::mask,
     .bits = kPowerBits,
     .normal = "0xfff7bfff",
     // Later: gfx_v10_0_rlc_start and its like, on resume, for the bit of GFXOFF.
     .probe_only = kGc9,
     .risk = Risk::confirm,
     .doc = "Features of power management.",
     .trap = "pp_od_clk_voltage exists only with overdrive. Overclocking can damage "
             "hardware. Linux 7.3 taints itself (S) when amdgpu is loaded with overdrive, used or "
             "not, and asks for reports of other bugs without it; 6.1 and 6.12 do not.",
     .source = "amd_shared.h:PP_FEATURE_MASK; amdgpu_device.c:amdgpu_device_ip_early_init; "
               "amdgpu_drv.c:amdgpu_init"},
    {.knob = "parameter.reset_method",
     .min = -1,
     .max = 4,
     .new_mode = 0644,
     .new_mode_since = k6_12,
     .read_at = ReadAt::runtime,
     .doc = "How a GPU is reset: 0 legacy, 1 mode0, 2 mode1, 3 mode2, 4 BACO.",
     .trap = "5 (PCI) and above become -1 at each probe. Not the file reset_method of the PCI "
             "core.",
     .source = "amdgpu_device.c:amdgpu_device_check_arguments"},
    {.knob = "parameter.runpm",
     .min = -2,
     .max = 2,
     // 6.1: smu_v11_0_baco_set_state; 6.12: amdgpu_runtime_idle_check_display.
     .probe_only = kNoGc,
     .doc = "Runtime power management: 0 off, 1 on, 2 with BAMACO, -2 also with displays.",
     .trap = "Only newer kernels know -2. For one card: attribute.runtime_pm.",
     .source = "amdgpu_device.c:amdgpu_device_detect_runtime_pm_mode"},
    {.knob = "parameter.wbrf",
     .min = -1,
     .max = 1,
     // Later: smu_wbrf_support_check, by smu_reset.
     .probe_only = kNoGc,
     .first = k6_8,
     .doc = "Mitigation of interference with Wi-Fi: 0 off, 1 on.",
     .source = "amdgpu_smu.c:smu_wbrf_support_check"},
};

}  // namespace

std::span<const ModuleParameter> power_parameters() { return kPowerRows; }

}  // namespace rmcp
