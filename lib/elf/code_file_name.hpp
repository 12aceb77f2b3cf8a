// SPDX-License-Identifier: MIT
// GPU code of rocBLAS, hipBLASLt and MIOpen is in files of its own, whose names contain the GPU.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::elf {

enum class CodeFileKind {
  kernels,  // code: .co, .hsaco, .kdb
  index,    // the list of kernels: Tensile's .dat
  tuning,   // the fast kernels: MIOpen's .db and .fdb.txt; without it MIOpen works, slower
};

struct CodeFileName {
  CodeFileKind kind = CodeFileKind::kernels;
  std::string target;  // "gfx1030", "gfx90a:xnack-"

  bool operator==(const CodeFileName&) const = default;
};

/// A name without folders: `TensileLibrary_Type_HH_Contraction_gfx1030.co`,
/// `Kernels.so-000-gfx90a-xnack-.hsaco`, `gfx90a6e.HIP.fdb.txt`. Nothing for any other name, and
/// for a name without a known GPU.
std::optional<CodeFileName> parse_code_file_name(std::string_view name);

}  // namespace rmcp::elf
