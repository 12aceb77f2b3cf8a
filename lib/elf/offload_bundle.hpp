// SPDX-License-Identifier: MIT
// Clang's offload bundles: the format of GPU code in libraries and beside them. See LLVM's
// clang/docs/ClangOffloadBundler.rst.
#pragma once
#include <tl/expected.hpp>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace rmcp::elf {

struct BundleScan {
  std::set<std::string> targets;  // "gfx1030", "gfx90a:sramecc+:xnack-", "amdgcnspirv"
  std::size_t bundles = 0;
  std::set<std::string> problems;  // parts that could not be read, each once
  /// Called with bytes that are done with, some megabytes at a time: a mapped file need not stay in
  /// memory as a whole.
  std::function<void(std::string_view)> passed = [](std::string_view) {};
};

/// Finds all bundles in some bytes (a section has one for each source file) and the targets in
/// them. Compressed bundles are unpacked only up to the end of their list of targets.
void scan_bundles(std::string_view bytes, BundleScan& scan);

/// `hipv4-amdgcn-amd-amdhsa--gfx1030:xnack-` -> "gfx1030:xnack-"; "" for the host's entry.
std::string target_of_entry_id(std::string_view id);

bool starts_bundle(std::string_view bytes);

/// Reads the targets of one bundle from its first bytes alone, without its code. Its size; 0 if it
/// is a compressed one that does not tell. `bytes` begin with a magic.
std::uint64_t scan_bundle_start(std::string_view bytes, BundleScan& scan);

}  // namespace rmcp::elf
