// SPDX-License-Identifier: MIT
// The processors that LLVM's AMDGPU target knows by name: those in code objects and file names.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace rmcp::elf {

/// EF_AMDGPU_MACH (the low byte of e_flags) of a code object: "gfx1030", "gfx10-3-generic"; "" if
/// unknown.
std::string_view processor_of_mach(std::uint32_t flags);

/// The target in the header of an AMD GPU's ELF file: "gfx90a:sramecc+:xnack-". `abi` is
/// e_ident[EI_ABIVERSION], which determines the place of the features. "" if the processor is
/// unknown.
std::string target_of_flags(std::uint32_t flags, unsigned abi);

/// The longest known name at the start of the text: "gfx90a" of "gfx90a6e.db"; "" if there is none.
std::string_view processor_at(std::string_view text);

}  // namespace rmcp::elf
