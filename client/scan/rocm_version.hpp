// SPDX-License-Identifier: MIT
// The ROCm version of a runtime, from the files beside its libraries and from their names.
#pragma once
#include <string>
#include <vector>

namespace rmcp::client {

/// "6.2.0"; empty if unknown. `libraries`: paths of HIP, ROCr and others.
std::string rocm_version_of(const std::vector<std::string>& libraries);

/// The version in torch/version.py: `rocm`, the tag of `__version__` ("2.7.0+rocm6.3"), and `hip`
/// as long as that was ROCm's own number.
std::string version_in_python(const std::string& text);

}  // namespace rmcp::client
