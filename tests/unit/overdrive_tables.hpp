// SPDX-License-Identifier: MIT
// pp_od_clk_voltage and fan_ctrl files in every layout that the driver prints; the values are made
// up.
#pragma once

namespace rmcp::test {

inline constexpr auto kPolarisTable =
    "OD_SCLK:\n0:        300MHz        750mV\n1:        900MHz        900mV\n"
    "2:       1340MHz       1150mV\nOD_MCLK:\n0:        300MHz        750mV\n"
    "1:       2000MHz        950mV\nOD_RANGE:\nSCLK:     300MHz       2000MHz\n"
    "MCLK:     300MHz       2250MHz\nVDDC:     750mV        1200mV";

inline constexpr auto kNavi10Table =
    "OD_SCLK:\n0: 800Mhz\n1: 2000Mhz\nOD_MCLK:\n1: 875MHz\nOD_VDDC_CURVE:\n0: 800MHz 710mV\n"
    "1: 1400MHz 800mV\n2: 2000MHz 1150mV\nOD_RANGE:\nSCLK:     800Mhz       2150Mhz\n"
    "MCLK:     625Mhz        950Mhz\nVDDC_CURVE_SCLK[0]:     800Mhz       2150Mhz\n"
    "VDDC_CURVE_VOLT[0]:     700mV        1200mV\nVDDC_CURVE_SCLK[1]:     800Mhz       2150Mhz\n"
    "VDDC_CURVE_VOLT[1]:     700mV        1200mV\nVDDC_CURVE_SCLK[2]:     800Mhz       2150Mhz\n"
    "VDDC_CURVE_VOLT[2]:     700mV        1200mV";

inline constexpr auto kNavi21Table =
    "OD_SCLK:\n0: 500Mhz\n1: 2450Mhz\nOD_MCLK:\n0: 97Mhz\n1: 1000MHz\nOD_VDDGFX_OFFSET:\n0mV\n"
    "OD_RANGE:\nSCLK:     500Mhz       2800Mhz\nMCLK:     674Mhz       1075Mhz";

inline constexpr auto kNavi31Table =
    "OD_SCLK:\n0: 500Mhz\n1: 2800Mhz\nOD_MCLK:\n0: 97Mhz\n1: 1250MHz\nOD_VDDGFX_OFFSET:\n-20mV\n"
    "OD_RANGE:\nSCLK:     500Mhz       5000Mhz\nMCLK:      97Mhz       1500Mhz\n"
    "VDDGFX_OFFSET:    -450mv          0mv";

inline constexpr auto kNavi48Table =
    "OD_SCLK_OFFSET:\n0Mhz\nOD_MCLK:\n0: 97Mhz\n1: 1259MHz\nOD_VDDGFX_OFFSET:\n0mV\nOD_RANGE:\n"
    "SCLK_OFFSET:    -500Mhz       1000Mhz\nMCLK:      97Mhz       1500Mhz\n"
    "VDDGFX_OFFSET:    -200mv          0mv";

/// Linux 6.12 and 6.13 on the same card, before March 2025: the limits stand where the offset
/// should.
inline constexpr auto kNavi48OldTable =
    "OD_SCLK_OFFSET:\n0: -500Mhz\n1: 1000Mhz\nOD_MCLK:\n0: 97Mhz\n1: 1259MHz\nOD_RANGE:\n"
    "SCLK_OFFSET:    -500Mhz       1000Mhz\nMCLK:      97Mhz       1500Mhz";

inline constexpr auto kPhoenixTable =
    "OD_SCLK:\n0:        800Mhz\n1:       2700Mhz\nOD_RANGE:\nSCLK:     800Mhz       2700Mhz";

inline constexpr auto kVanGoghTable =
    "OD_SCLK:\n0:        200Mhz\n1:       1600Mhz\nCCLK_RANGE in Core0:\n0:       1400Mhz\n"
    "1:       3500Mhz\nOD_RANGE:\nSCLK:     200Mhz       1600Mhz\nCCLK:    1400Mhz       3500Mhz";

/// Its headings have no colon.
inline constexpr auto kRenoirTable =
    "OD_SCLK\n0:       200Mhz\n1:      1750Mhz\nOD_RANGE\nSCLK:        200Mhz       1750Mhz";

inline constexpr auto kUnsetFanCurve =
    "OD_FAN_CURVE:\n0: 0C 0%\n1: 0C 0%\n2: 0C 0%\n3: 0C 0%\n4: 0C 0%\nOD_RANGE:\n"
    "FAN_CURVE(hotspot temp): 25C 100C\nFAN_CURVE(fan speed): 15% 100%";

inline constexpr auto kFanCurve =
    "OD_FAN_CURVE:\n0: 30C 20%\n1: 50C 35%\n2: 60C 50%\n3: 75C 80%\n4: 90C 100%\nOD_RANGE:\n"
    "FAN_CURVE(hotspot temp): 25C 100C\nFAN_CURVE(fan speed): 15% 100%";

inline constexpr auto kAcousticLimit =
    "OD_ACOUSTIC_LIMIT:\n3000\nOD_RANGE:\nACOUSTIC_LIMIT: 500 3300";
inline constexpr auto kZeroRpm = "FAN_ZERO_RPM_ENABLE:\n1\nOD_RANGE:\nZERO_RPM_ENABLE: 0 1";
inline constexpr auto kUnsetTarget =
    "FAN_TARGET_TEMPERATURE:\n0\nOD_RANGE:\nTARGET_TEMPERATURE: 25 110";

}  // namespace rmcp::test
