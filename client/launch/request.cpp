// SPDX-License-Identifier: MIT
// The parts of a process request that only this process and this disk know.
#include "client/launch/request.hpp"

#include "client/inspect/code_places.hpp"
#include "client/inspect/inspect.hpp"
#include "client/inspect/runtime.hpp"
#include "client/inspect/runtime_ability.hpp"
#include "client/launch/kfd_view.hpp"
#include "client/launch/thunk.hpp"
#include "client/scan/rocm_version.hpp"
#include "client/version.hpp"
#include "lib/start/default_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>

namespace rmcp::client {
namespace {

std::string variable_text(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string cache_folder() {
  auto cache = variable_text("XDG_CACHE_HOME");
  if (cache.starts_with('/')) return cache;
  const auto home = variable_text("HOME");
  return home.starts_with('/') ? home + "/.cache" : "";
}

/// The order in which its parts are asked for the version: HIP's folder first, the thunk as a file
/// of its own before ROCr, which otherwise contains it.
constexpr std::string_view kParts[] = {"libamdhip64", "libhsakmt", "libhsa-runtime64"};

void add_parts(ProcessRuntime& runtime, const std::map<std::string, std::string>& parts) {
  std::vector<std::string> files;
  for (const auto part : kParts)
    if (const auto at = parts.find(std::string(part)); at != parts.end())
      files.push_back(at->second);
  if (runtime.version.empty()) runtime.version = rocm_version_of(files);
  runtime.numbered = reads_numbered_override(files);
  const auto path_of = [&](const char* stem) {
    const auto at = parts.find(stem);
    return at == parts.end() ? std::string() : at->second;
  };
  runtime.ability = runtime_ability(path_of("libamdhip64"), path_of("libhsa-runtime64"));
}

void add_program(ProcessRuntime& runtime, const StartedProgram& program, bool is_its_own,
                 Files& files) {
  const auto loaded = predict(program.files.program, program.files.later, program.setup, files);
  const auto libraries = runtime_libraries(loaded);
  FoundCode own, theirs;  // of ROCm's libraries
  const auto& its = program.program;
  for (const auto& place : find_code(loaded, {environment_of(its.environment), its.folder}).places)
    (place.library.empty() ? own : theirs).add(place.code());
  // A program without code of its own uses that of the libraries.
  if (own.empty() && is_its_own) {
    own = std::move(theirs);
    runtime.is_rocm = true;
  } else if (!own.empty()) {
    runtime.is_rocm = false;
  }
  if (!own.empty() && !is_its_own) runtime.from = "the program";
  if (!own.empty()) runtime.code = std::move(own);
  if (!is_its_own) return;
  std::map<std::string, std::string> parts;
  for (const auto& library : libraries) parts.emplace(library.stem, library.path);
  add_parts(runtime, parts);
}

}  // namespace

Expected<std::vector<ProcessDevice>> default_of(const std::vector<ProcessDevice>& devices) {
  std::vector<ProcessDevice> out;
  for (const auto place : default_devices(devices)) out.push_back(devices[place]);
  if (!out.empty()) return out;
  return tl::unexpected(as_failure(why_no_default_device(devices)));
}

ProcessRuntime find_runtime(const std::optional<LibrarySet>& set, const StartedProgram* program,
                            Files& files) {
  ProcessRuntime out;
  if (set) {
    out.from = "library set " + set->name;
    out.version = set->rocm_version;
    out.is_rocm = true;
    std::map<std::string, std::string> parts;
    for (const auto part : kParts)
      if (const auto* library = find_library(*set, part))
        parts.emplace(part, set->prefix + "/" + library->file);
    add_parts(out, parts);
    if (auto code = code_of(*set); !code.empty()) out.code = std::move(code);
  }
  if (program == nullptr) return out;
  if (!set) out.from = program->files.later.empty() ? program->program.path : "the program";
  add_program(out, *program, !set, files);
  return out;
}

ProcessRequest make_request(std::vector<ProcessDevice> devices, ProcessRuntime runtime) {
  ProcessRequest out;
  out.devices = std::move(devices);
  out.view = read_kfd_view();
  out.runtime = std::move(runtime);
  out.cache_folder = cache_folder();
  if (std::error_code error; std::filesystem::exists(kHsaTool, error)) out.hsa_tool = kHsaTool;
  for (const auto* name : {"LD_LIBRARY_PATH", "HSA_TOOLS_LIB"})
    if (auto value = variable_text(name); !value.empty()) out.inherited[name] = std::move(value);
  return out;
}

}  // namespace rmcp::client
