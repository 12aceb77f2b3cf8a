// SPDX-License-Identifier: MIT
// Finds the archives with a library's GPU code, as HIP does (rocm-kpack runtime/src/loader.cpp).
#pragma once
#include "lib/elf/kpack_reference.hpp"
#include "lib/sys/root.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::code {

/// The effect of ROCM_KPACK_PATH, ROCM_KPACK_PATH_PREFIX and ROCM_KPACK_DISABLE. Their values are
/// lists with colons, of archives themselves.
struct KpackVariables {
  std::vector<std::string> instead;  // of all paths in libraries
  std::vector<std::string> before;   // those
  bool disabled = false;             // HIP reads no archive

  bool operator==(const KpackVariables&) const = default;
};
KpackVariables kpack_variables(const std::function<std::string(const char*)>& environment);

struct KpackFile {
  std::string path;
  std::string for_target;            // by its name, "gfx1032"; "" for an archive of several targets
  std::vector<std::string> targets;  // with code of the library; sorted
  std::string problem;               // the reason why it cannot be read; "" if it was

  bool operator==(const KpackFile&) const = default;
};

/// The existing archives that the reference leads to. `library`: its real path, since HIP takes
/// that from /proc/self/maps. All paths are those of `root`.
std::vector<KpackFile> find_kpack_files(const std::string& library,
                                        const elf::KpackReference& reference,
                                        const KpackVariables& variables = {},
                                        const sys::Root& root = {});

/// The target of code that lies in an archive for a target by its name: gfx90a:xnack+ of
/// gfx90a:xnack+ and gfx90a. Nothing if no card looks for it there.
std::optional<std::string> target_in_archive(std::string_view for_target, std::string_view target);

}  // namespace rmcp::code
