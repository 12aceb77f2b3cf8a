// SPDX-License-Identifier: MIT
// Where the ways in which ROCm is installed have its libraries.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// What the folders of TheRock's wheels begin with.
constexpr std::string_view kWheelCore = "_rocm_sdk_core";
constexpr std::string_view kWheelLibraries = "_rocm_sdk_libraries";

/// The prefix itself: /opt/rocm is a link to /opt/rocm-6.2.0, or its lib one to core-10.0/lib.
/// Empty when there is no such folder.
std::string real_prefix(const std::string& prefix);

/// Folders below a prefix that can have libraries of ROCm, relative to it, the first to be taken
/// first: those of AMD's packages and TheRock's trees (lib), of distributions (lib64, a multiarch
/// folder, or that folder as the prefix), and of Python's packages (torch/lib, or torch and
/// _rocm_sdk_core as the prefix, or site-packages with what TheRock's wheels put in there). Of
/// these wheels for a family of GPUs that of `family` alone.
std::vector<std::string> library_places(const std::string& prefix, const std::string& family);

/// What a set below the prefix can be called when nobody says so: "rocm-6.2.0" for
/// /opt/rocm-6.2.0, "rocm-10.0" for /opt/rocm/core-10.0; for folders that have no name of their
/// own the version. Empty when there is none.
std::string layout_name(const std::string& prefix, const std::string& version);

}  // namespace rmcp::client
