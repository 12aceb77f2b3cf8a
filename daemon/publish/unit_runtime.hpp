// SPDX-License-Identifier: MIT
// The ROCm that is bundled with a service: the files that a library set can replace. Daemon and
// generator use the same code, since the generator mounts the links that the daemon makes.
#pragma once
#include "lib/gpu/code_match.hpp"
#include "lib/text/failure.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::publish {

struct RuntimeFile {
  std::string path;    // not a link
  std::string soname;  // from its name: "libamdhip64.so.6" for libamdhip64.so.6.2.41134

  bool operator==(const RuntimeFile&) const = default;
};

struct UnitRuntime {
  std::vector<RuntimeFile> files;
  FoundCode code;  // of the program's own libraries
  FoundCode rocm;  // of ROCm's

  bool operator==(const UnitRuntime&) const = default;
};

/// The contents of a folder, or the reason why they are not known.
using FoundRuntime = Expected<UnitRuntime>;
using Runtimes = std::map<std::string, FoundRuntime>;  // by folder

/// Empty for any file that is not a numbered library of ROCm.
std::string soname_of_file(std::string_view file_name);

/// In this folder and those directly below it, by path. Blocks.
std::vector<RuntimeFile> find_runtime_files(const std::string& folder);

/// Likewise, with the GPU code of all libraries. Blocks.
UnitRuntime read_unit_runtime(const std::string& folder);

/// Whether librmcp-hsa.so is installed. Blocks.
bool has_hsa_tool(const std::string& path);

/// `/run/rmcp/units/ollama.service/libamdhip64.so.6`.
std::string cover_path(const std::string& runtime, std::string_view unit, std::string_view soname);

}  // namespace rmcp::publish
