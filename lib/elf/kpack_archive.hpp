// SPDX-License-Identifier: MIT
// An archive of GPU code, *.kpack: a header, code objects, and a table of contents at the end
// (rocm-kpack docs/multi_arch_packaging_with_kpack.md; runtime/src/{archive,toc_parser}.cpp). The
// archives are not trusted: any contents lead to a KpackArchive or to one reason.
#pragma once
#include "lib/text/failure.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace rmcp::elf {

struct KpackArchive {
  std::set<std::string> targets;  // that it is for: "gfx1030", "gfx90a:xnack+"
  /// The targets with code for a library, by KpackReference::name. HIP numbers the code of each
  /// source file ("lib/libx.so#0"); here a target counts if any has it.
  std::map<std::string, std::set<std::string>, std::less<>> code;

  bool operator==(const KpackArchive&) const = default;
};

/// Reads an open file; leaves its position alone. Time and memory are bounded by the size of the
/// table of contents, 16 MiB at most. The reason is about the contents only ("not a kpack
/// archive", "its table of contents is cut off").
Expected<KpackArchive> read_kpack_archive(int fd);

}  // namespace rmcp::elf
