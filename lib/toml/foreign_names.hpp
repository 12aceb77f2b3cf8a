// SPDX-License-Identifier: MIT
// Names by which other programs, and other formats, call what policy has: LACT, CoreCtrl, rocm-smi,
// amd-smi, nvidia-smi, the kernel's files. One table, for the hints of unknown keys.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::toml {

/// The table in which the name stands.
enum class NamePlace {
  top,        // of a file
  section,    // a rule or a profile
  match,      // of a rule or a device
  setting,    // [rule.attribute], [rule.overdrive], [rule.fan] ...
  parameter,  // [module.amdgpu], [rule.parameter]
};

/// "; write core_clock_max = \"2400 MHz\" in [rule.overdrive]". Empty for a name that is in no such
/// program.
std::string foreign_hint(NamePlace place, std::string_view name);

}  // namespace rmcp::toml
