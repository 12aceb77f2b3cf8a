// SPDX-License-Identifier: MIT
// GPU code of rocBLAS, hipBLASLt and MIOpen lies in files of its own, whose names say for which
// GPU.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::elf {

enum class CodeFileKind {
  kernels,  // code: .co, .hsaco, .kdb
  index,    // which kernels there are: Tensile's .dat
  tuning,   // which kernels are fast: MIOpen's .db and .fdb.txt; without it MIOpen works, slower
};

struct CodeFileName {
  CodeFileKind kind = CodeFileKind::kernels;
  std::string target;  // "gfx1030", "gfx90a:xnack-"

  bool operator==(const CodeFileName&) const = default;
};

/// A name without folders: `TensileLibrary_Type_HH_Contraction_gfx1030.co`,
/// `Kernels.so-000-gfx90a-xnack-.hsaco`, `gfx90a6e.HIP.fdb.txt`. Nothing for a name that is none of
/// these or names no known GPU.
std::optional<CodeFileName> parse_code_file_name(std::string_view name);

}  // namespace rmcp::elf
