// SPDX-License-Identifier: MIT
// The folders of libraries in each kind of ROCm installation.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The prefix of the folder names of TheRock's wheels.
constexpr std::string_view kWheelCore = "_rocm_sdk_core";
constexpr std::string_view kWheelLibraries = "_rocm_sdk_libraries";

/// The real prefix: /opt/rocm is a link to /opt/rocm-6.2.0, or its lib one to core-10.0/lib. Empty
/// if the folder does not exist.
std::string real_prefix(const std::string& prefix);

/// Folders below a prefix that can contain libraries of ROCm, relative to it, in order of
/// preference: those of AMD's packages and TheRock's trees (lib), of distributions (lib64, a
/// multiarch folder, or that folder as the prefix), and of Python's packages (torch/lib, or torch
/// and _rocm_sdk_core as the prefix, or site-packages with the folders of TheRock's wheels). Of the
/// wheels for families of GPUs only that of `family`.
std::vector<std::string> library_places(const std::string& prefix, const std::string& family);

/// Folders below one without libraries of ROCm that have some, and are probably meant: ROOT/usr of
/// an unpacked system, /opt/rocm/core-10.0 without the links to it, the site-packages of a venv.
std::vector<std::string> likely_prefixes(const std::string& prefix);

/// The default name of a set below the prefix: "rocm-6.2.0" for /opt/rocm-6.2.0, "rocm-10.0" for
/// /opt/rocm/core-10.0; the version for folders without a name of their own. Empty if there is
/// none.
std::string layout_name(const std::string& prefix, const std::string& version);

}  // namespace rmcp::client
