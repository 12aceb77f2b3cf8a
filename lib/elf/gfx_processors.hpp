// SPDX-License-Identifier: MIT
// The processors that LLVM's AMDGPU target knows by name: what code objects and file names can say.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace rmcp::elf {

/// EF_AMDGPU_MACH (the low byte of e_flags) of a code object: "gfx1030", "gfx10-3-generic"; "" when
/// it is not known.
std::string_view processor_of_mach(std::uint32_t flags);

/// What an AMD GPU's ELF header says of its code: "gfx90a:sramecc+:xnack-". `abi` is
/// e_ident[EI_ABIVERSION]: the features have moved with it. "" when the processor is not known.
std::string target_of_flags(std::uint32_t flags, unsigned abi);

/// The longest known name at the start of the text: "gfx90a" of "gfx90a6e.db"; "" when there is
/// none.
std::string_view processor_at(std::string_view text);

}  // namespace rmcp::elf
