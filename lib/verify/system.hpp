// SPDX-License-Identifier: MIT
// The parts of this system that a library set may rely on.
#pragma once
#include "lib/elf/ld_cache.hpp"

#include <string>
#include <vector>

namespace rmcp::verify {

/// Injected: tests have another one.
struct SystemLibraries {
  elf::LdCache cache;
  std::vector<std::string> folders;  // the loader's default ones
  std::string glibc;                 // "2.36"
  std::string glibcxx;               // "3.4.30"; empty: no libstdc++ here
};

SystemLibraries read_system_libraries();

/// The file of this name that the loader finds by default; empty: none.
std::string find_on_system(const SystemLibraries& system, const std::string& name);

/// True if both paths lead to one existing file.
bool same_file(const std::string& a, const std::string& b);

/// "3.4.30" of a path that leads to libstdc++.so.6.0.30; empty: its name does not say.
std::string glibcxx_of(const std::string& path);

}  // namespace rmcp::verify
