// SPDX-License-Identifier: MIT
// GPU code in a file: in a library's .hip_fatbin, in a bundle, or a code object by itself.
#pragma once
#include "lib/elf/kpack_reference.hpp"
#include "lib/text/failure.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

struct GpuCode {
  std::vector<std::string> targets;  // sorted: "gfx1030", "gfx90a:xnack-", "gfx10-3-generic"
  std::size_t bundles = 0;
  std::vector<std::string> problems;  // parts that could not be read, in words
  /// The code is in archives elsewhere, and none in the file: HIP would not look at it.
  bool outside = false;
  std::optional<KpackReference> reference;  // to these archives; nothing if it cannot be read

  bool operator==(const GpuCode&) const = default;
};

/// The GPU code in the bytes of a whole file. A file without GPU code gives an empty list.
GpuCode find_gpu_code(std::string_view file);

/// Maps the file instead of reading it: some are hundreds of megabytes, of which little is read. If
/// another process truncates the file meanwhile, the program ends; so the daemon does not use this,
/// and reads only the parts that read_elf does.
Expected<GpuCode> read_gpu_code(int fd);

/// "gfx90a" of "gfx90a:sramecc+:xnack-".
std::string_view processor_of(std::string_view target);

}  // namespace rmcp::elf
