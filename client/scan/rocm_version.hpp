// SPDX-License-Identifier: MIT
// Of which ROCm a runtime is, by what lies beside its libraries and by their names.
#pragma once
#include <string>
#include <vector>

namespace rmcp::client {

/// "6.2.0"; empty when nothing says so. `libraries`: paths of HIP, ROCr and others.
std::string rocm_version_of(const std::vector<std::string>& libraries);

/// What torch/version.py says: `rocm`, the tag of `__version__` ("2.7.0+rocm6.3"), and `hip` as
/// long as that was ROCm's own number.
std::string version_in_python(const std::string& text);

}  // namespace rmcp::client
