// SPDX-License-Identifier: MIT
// A folder of ROCm libraries as a library set: /opt/rocm-6.2.0, a multiarch folder, torch/lib.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct ScannedSet {
  SetManifest set;
  std::string note;  // the chosen family of GPUs, and why; usually empty
};

/// The libraries below the prefix, unverified. The error is for people: "/opt/x: no library of ROCm
/// is there". `gpus` are those of this machine, as far as they are known.
Expected<ScannedSet> scan_prefix(const std::string& prefix, const std::vector<GfxTarget>& gpus);

/// `rocm-6.2.0` for /opt/rocm-6.2.0: a valid name for a set.
std::string name_for(const SetManifest& set);

/// Prefixes like /opt/rocm-6.2.0 below `opt` that no set has; links to others are left out.
std::vector<std::string> unregistered(const std::vector<std::string>& registered,
                                      const std::string& opt = "/opt");

}  // namespace rmcp::client
