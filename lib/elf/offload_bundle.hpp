// SPDX-License-Identifier: MIT
// Clang's offload bundles: how GPU code lies in libraries and beside them. Format: LLVM's
// clang/docs/ClangOffloadBundler.rst.
#pragma once
#include <tl/expected.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace rmcp::elf {

struct BundleScan {
  std::set<std::string> targets;  // "gfx1030", "gfx90a:sramecc+:xnack-", "amdgcnspirv"
  std::size_t bundles = 0;
  std::set<std::string> problems;  // what could not be read, each once
};

/// Finds all bundles in some bytes (a section holds one for each source file) and the targets in
/// them. Compressed ones are unpacked as far as their list of targets goes.
void scan_bundles(std::string_view bytes, BundleScan& scan);

/// `hipv4-amdgcn-amd-amdhsa--gfx1030:xnack-` -> "gfx1030:xnack-"; "" for the host's entry.
std::string target_of_entry_id(std::string_view id);

bool starts_bundle(std::string_view bytes);

}  // namespace rmcp::elf
