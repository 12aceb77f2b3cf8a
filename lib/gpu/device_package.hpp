// SPDX-License-Identifier: MIT
// The packages with the GPU code of ROCm 7.14 and later, one for each gfx target. Pure.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <string>

namespace rmcp {

/// Whether such a package was published for the target (ROCm/TheRock RELEASES.md and
/// SUPPORTED_GPUS.md of 2026-08-22). That says nothing of AMD's support.
bool has_device_package(const GfxTarget& gfx);

/// The names of the package for people: "rocm[device-gfx1032] with pip, amdrocm-gfx1032 with apt or
/// dnf".
std::string device_package(const GfxTarget& gfx);

/// Whether the file belongs to ROCm or PyTorch by its place.
bool is_of_rocm(const std::string& file);

/// The name for the owner of a file: "torch[device-gfx1032]" in PyTorch's folder of a Python,
/// "rocm[device-gfx1032]" elsewhere in one, "amdrocm-gfx1032" below /opt/rocm; else all names.
std::string device_package_for(const GfxTarget& gfx, const std::string& file);

}  // namespace rmcp
