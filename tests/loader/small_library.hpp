// SPDX-License-Identifier: MIT
// A whole shared object of another kind than the compiler here makes.
#pragma once
#include <cstdint>
#include <string>

namespace rmcp::test {

/// 32 bits, little endian: HIP by its SONAME, libamdhip64.so.6, for a machine (EM_386).
std::string library_of_32_bits(std::uint16_t machine);

}  // namespace rmcp::test
