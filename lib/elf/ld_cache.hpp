// SPDX-License-Identifier: MIT
// /etc/ld.so.cache: the path of each SONAME according to ldconfig. The format of glibc 2.2 and
// later (sysdeps/generic/dl-cache.h), with the subfolders for newer processors of glibc 2.33.
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

struct CacheEntry {
  std::string name;  // "libamdhip64.so.5"
  std::string path;
  std::string hwcap;  // "x86-64-v3": only for processors that have it; "" for all

  bool operator==(const CacheEntry&) const = default;
};

struct LdCache {
  std::vector<CacheEntry> entries;  // those for programs of this machine, in the file's order

  /// The path that ld.so chooses; "" if the name is missing. `hwcaps`: the abilities of this
  /// processor, best first.
  [[nodiscard]] std::string find(std::string_view name,
                                 const std::vector<std::string>& hwcaps) const;
};

/// Parses the bytes of the file; gives a reason if they are not a cache.
Expected<LdCache> parse_ld_cache(std::string_view bytes);

}  // namespace rmcp::elf
