// SPDX-License-Identifier: MIT
// The reference of a library to GPU code outside of it. ROCm from 7.14 on keeps that code in
// archives, a package for each gfx target; the library has a section .rocm_kpack_ref instead
// (rocm-kpack docs/multi_arch_packaging_with_kpack.md).
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

struct KpackReference {
  std::string name;                // of the library in the archives: "lib/librocblas.so.5"
  std::vector<std::string> paths;  // of archives: "../.kpack/blas_lib_@GFXARCH@.kpack"

  bool operator==(const KpackReference&) const = default;
};

/// The part of a path that HIP replaces by the gfx target of the card.
inline constexpr std::string_view kKpackTarget = "@GFXARCH@";

/// Parses the contents of .rocm_kpack_ref: a MessagePack map, and perhaps bytes after it. The error
/// is about the contents: "it is cut off".
Expected<KpackReference> parse_kpack_reference(std::string_view section);

}  // namespace rmcp::elf
