// SPDX-License-Identifier: MIT
// TheRock's wheels of libraries. Those of today are for all GPUs (_rocm_sdk_libraries): a device
// wheel for each target puts its kernels into their folder. Earlier ones are for one family of GPUs
// each, and several can be installed side by side. A set has one of these folders.
#pragma once
#include "lib/gpu/gfx.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// The folders of such wheels below a prefix: "_rocm_sdk_libraries",
/// "_rocm_sdk_libraries_gfx103X_all". Sorted.
std::vector<std::string> families_below(const std::string& prefix);

/// By its name: gfx103X is gfx1030, gfx1032 and so on (TheRock cmake/therock_amdgpu_targets.cmake).
bool is_for(const std::string& family, const GfxTarget& gfx);

struct FamilyChoice {
  std::string family;  // empty: there is none
  std::string why;     // a sentence, if there was a choice
};

/// The only one, or the one for all GPUs, or the only one for a GPU of this machine. The error is
/// for people: the choices, and how to select one.
Expected<FamilyChoice> choose_family(const std::string& prefix,
                                     const std::vector<std::string>& families,
                                     const std::vector<GfxTarget>& gpus);

/// `SITE/_rocm_sdk_libraries_gfx103X_all` beside `SITE/_rocm_sdk_core` means both, with this
/// family.
struct MeantPrefix {
  std::string prefix;
  std::string family;  // empty: not given
};
MeantPrefix meant_prefix(const std::string& real);

}  // namespace rmcp::client
