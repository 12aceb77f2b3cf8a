// SPDX-License-Identifier: MIT
// Compares the mask of the loaded module with the kernel's flags.
#include "lib/module/taint.hpp"

#include "lib/knobs/overdrive_off.hpp"

namespace rmcp {
namespace {

/// TAINT_CPU_OUT_OF_SPEC, the letter S (Documentation/admin-guide/tainted-kernels.rst).
constexpr std::uint64_t kOutOfSpecification = 1U << 2U;

}  // namespace

bool overdrive_taints(const ModuleFound& found) {
  const auto mask = found.values.find("ppfeaturemask");
  return found.loaded && (found.tainted & kOutOfSpecification) != 0 && mask != found.values.end() &&
         turns_overdrive_on(mask->second);
}

}  // namespace rmcp
