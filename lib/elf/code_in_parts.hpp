// SPDX-License-Identifier: MIT
// The GPU code of a file that may change or shrink meanwhile: read a few bytes at a time, never
// mapped. For the daemon, which has to survive that.
#pragma once
#include "lib/elf/gpu_code.hpp"

namespace rmcp::elf {

/// As read_gpu_code(), for 64-bit libraries and programs. A section whose bundles do not follow
/// each other is not searched: that is a problem in the result.
GpuCode read_gpu_code_in_parts(int fd);

}  // namespace rmcp::elf
