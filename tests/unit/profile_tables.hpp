// SPDX-License-Identifier: MIT
// pp_power_profile_mode in every layout that the driver prints; the values are made up.
#pragma once

namespace rmcp::test {

inline constexpr auto kRows = R"(PROFILE_INDEX(NAME) CLOCK_TYPE(NAME) FPS MinFreqType
 0 BOOTUP_DEFAULT :
                    0(       GFXCLK)       0       5       1
 1 3D_FULL_SCREEN*:
                    0(       GFXCLK)       0       5       1
 5        COMPUTE :
                    0(       GFXCLK)       0       5       1)";
inline constexpr auto kNumberedRows = R"(NUM        MODE_NAME     SCLK_UP_HYST   SCLK_DOWN_HYST
  0   BOOTUP_DEFAULT:        -                -
  1 3D_FULL_SCREEN *:        0              100
  5          COMPUTE:        0                5)";
inline constexpr auto kVegaRows =
    R"(NUM        MODE_NAME BUSY_SET_POINT FPS USE_RLC_BUSY MIN_ACTIVE_LEVEL
  0 BOOTUP_DEFAULT*:             70  60          0              0
  5        COMPUTE :             30  60          0              6)";
inline constexpr auto kColumns =
    R"(                              0 BOOTUP_DEFAULT  4 VR            * 5 COMPUTE         7 WINDOW_3D
Gfx_ActiveHystLimit           0                 0                 0                 0)";
inline constexpr auto kNamesOnly = " 1 3D_FULL_SCREEN \n 5        COMPUTE \n 6         CUSTOM ";

/// All of them.
inline constexpr const char* kProfileTables[] = {kRows, kNumberedRows, kVegaRows, kColumns,
                                                 kNamesOnly};

}  // namespace rmcp::test
