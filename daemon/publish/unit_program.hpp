// SPDX-License-Identifier: MIT
// The program that a service starts, and the GPU code that it would run.
#pragma once
#include "daemon/publish/unit_runtime.hpp"
#include "lib/elf/ld_cache.hpp"

#include <map>
#include <string>

namespace rmcp::publish {

/// What is known of a service's program.
struct UnitProgram {
  std::string path;    // systemd's; empty: not known
  FoundRuntime found;  // its code, or the reason why that is not known
};
using UnitPrograms = std::map<std::string, UnitProgram>;  // by unit

/// The GPU code of the program, of the libraries that it names and of those that it is known to
/// open later; the libraries' own libraries are not followed. `path` may be a name alone, as in
/// ExecStart=. Blocks.
FoundRuntime read_unit_program(const std::string& path, const elf::LdCache& cache);

/// /etc/ld.so.cache; empty if it cannot be read. Blocks.
elf::LdCache read_ld_cache();

}  // namespace rmcp::publish
