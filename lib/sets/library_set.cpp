// SPDX-License-Identifier: MIT
// The table of ROCm's libraries, and queries about a set that need no disk.
#include "lib/sets/library_set.hpp"

#include "lib/gpu/code_match.hpp"
#include "lib/text/library_name.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

using Need = LibraryKind::Need;

/// File names in ROCm 5 to 7 and PyTorch's wheels. In ROCm 6.3 and later the thunk is part of
/// libhsa-runtime64 (ROCR-Runtime links it statically).
constexpr LibraryKind kKinds[] = {
    {"libamdhip64", "HIP", Need::always},
    {"libhsa-runtime64", "ROCr", Need::always},
    {"libamd_comgr", "the code object manager", Need::always},
    {"libhsakmt", "the thunk", Need::if_named},
    {"libhiprtc", "HIP's run-time compiler"},
    {"libhiprtc-builtins", "HIP's run-time compiler"},
    {"librocm_kpack", "the reader of archives of GPU code"},
    {"libhsa-amd-aqlprofile64", "the profiler's packets"},
    {"libMIOpen", "MIOpen"},
    {"librocblas", "rocBLAS"},
    {"libhipblas", "hipBLAS"},
    {"libhipblaslt", "hipBLASLt"},
    {"liborigami", "hipBLASLt's choice of kernels"},
    {"librocroller", "hipBLASLt's generator of kernels"},
    {"librocfft", "rocFFT"},
    {"libhipfft", "hipFFT"},
    {"librocrand", "rocRAND"},
    {"libhiprand", "hipRAND"},
    {"librocsparse", "rocSPARSE"},
    {"libhipsparse", "hipSPARSE"},
    {"libhipsparselt", "hipSPARSELt"},
    {"librocsolver", "rocSOLVER"},
    {"libhipsolver", "hipSOLVER"},
    {"librccl", "RCCL"},
    {"libmagma", "MAGMA"},
    {"libroctx64", "ROCTX"},
    {"libroctracer64", "the tracer"},
    {"librocprofiler-register", "the profiler's registry"},
    {"librocprofiler64", "the profiler"},
    {"librocprofiler-sdk", "the profiler"},
    {"librocm-core", "ROCm's version"},
    {"librocm_smi64", "ROCm SMI"},
    {"libamd_smi", "AMD SMI"},
    {"libamdocl64", "OpenCL"},
    {"libamd_lldb", "the debugger"},
    {"librocm-dbgapi", "the debugger"},
};

/// Of files relative to the prefix.
template <class Files>
std::vector<std::string> folders_of(const std::string& prefix, const Files& files) {
  std::vector<std::string> folders;
  for (const auto& one : files) {
    const auto slash = one.file.rfind('/');
    auto folder = slash == std::string::npos
                      ? prefix
                      : fmt::format("{}/{}", prefix, one.file.substr(0, slash));
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(std::move(folder));
  }
  return folders;
}

}  // namespace

std::span<const LibraryKind> library_kinds() { return kKinds; }

const LibraryKind* library_kind(std::string_view file_name) {
  const auto stem = file_name.substr(0, file_name.find(".so"));
  if (stem.size() == file_name.size()) return nullptr;
  const auto it = std::find_if(std::begin(kKinds), std::end(kKinds),
                               [&](const LibraryKind& kind) { return kind.stem == stem; });
  return it == std::end(kKinds) ? nullptr : it;
}

namespace {

constexpr std::string_view kStateNames[] = {"ok", "degraded", "broken", "unreachable"};

std::vector<std::string> components_of_fit(const SetManifest& set, const GfxTarget& gfx,
                                           CodeFit fit) {
  std::vector<std::string> out;
  for (const auto& code : set.code)
    if (match_code(gfx, FoundCode{code.targets, code.unread, code.in_archives}).fit == fit)
      out.push_back(code.component);
  return out;
}

}  // namespace

std::string_view to_string(SetState state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::optional<SetState> parse_set_state(std::string_view word) {
  return enum_of(word, SetState::unreachable);
}

Failure check_set_name(std::string_view name) {
  if (name.empty()) return "a library set needs a name";
  if (is_library_word(name)) return fmt::format("'{}' is reserved and cannot name a set", name);
  if (is_library_set_name(name)) return {};
  return fmt::format(
      "'{}': a name has only lower-case letters, digits, '.', '_', '-' and '+', a letter or digit "
      "first, {} at most",
      name, kLongestLibraryName);
}

const SetLibrary* find_library(const SetManifest& set, std::string_view stem) {
  const auto is_it = [&](const SetLibrary& library) {
    const auto* kind = library_kind(library.soname);
    return kind != nullptr && kind->stem == stem;
  };
  const auto it = std::find_if(set.libraries.begin(), set.libraries.end(), is_it);
  return it == set.libraries.end() ? nullptr : &*it;
}

const LibrarySet* find_set(std::span<const LibrarySet> sets, std::string_view name) {
  const auto it = std::find_if(sets.begin(), sets.end(),
                               [&](const LibrarySet& set) { return set.name == name; });
  return it == sets.end() ? nullptr : &*it;
}

std::vector<std::string> library_folders(const SetManifest& set) {
  return folders_of(set.prefix, set.libraries);
}

std::vector<std::string> companion_folders(const LibrarySet& set) {
  return folders_of(set.prefix, set.found.companions);
}

FoundCode code_of(const SetManifest& set) {
  FoundCode out;
  for (const auto& code : set.code) out.add({code.targets, code.unread, code.in_archives});
  return out;
}

bool is_in_archives(const SetManifest& set, std::string_view component) {
  return std::any_of(set.code.begin(), set.code.end(), [&](const SetCode& code) {
    return code.component == component && code.in_archives;
  });
}

std::string why_not_searched(const LibrarySet& set) {
  const auto& found = set.found;
  if (found.foreign_runtime.empty() || !found.links.empty()) return {};
  return fmt::format(
      "library set {}: {} belongs to another system, so programs must not search its folder; "
      "the folder of links that takes its place is missing: only a running rmcpd makes it",
      set.name, found.foreign_runtime);
}

std::string searched_path(const LibrarySet& set, std::string_view file) {
  return fmt::format("{}/{}", set.found.links.empty() ? set.prefix : set.found.links, file);
}

bool is_found_in(const LibrarySet& set, std::string_view path) {
  const auto& links = set.found.links;
  return path.starts_with(set.prefix + "/") || (!links.empty() && path.starts_with(links + "/"));
}

std::vector<std::string> search_folders(const LibrarySet& set) {
  if (!set.found.links.empty()) return folders_of(set.found.links, set.libraries);
  return set.found.foreign_runtime.empty() ? library_folders(set) : std::vector<std::string>();
}

std::vector<std::string> companion_search_folders(const LibrarySet& set) {
  if (!set.found.links.empty()) return folders_of(set.found.links, set.found.companions);
  return set.found.foreign_runtime.empty() ? companion_folders(set) : std::vector<std::string>();
}

std::vector<std::string> components_without(const SetManifest& set, const GfxTarget& gfx) {
  return components_of_fit(set, gfx, CodeFit::none);
}

std::vector<std::string> components_with_override(const SetManifest& set, const GfxTarget& gfx) {
  return components_of_fit(set, gfx, CodeFit::stand_in);
}

}  // namespace rmcp
