// SPDX-License-Identifier: MIT
// The table of ROCm's libraries, and questions to a set that need no disk.
#include "core/library_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rmcp {
namespace {

using Need = LibraryKind::Need;

/// File names as ROCm 5 to 7 and PyTorch's wheels have them. In ROCm 6.3 and later the thunk is
/// part of libhsa-runtime64 (ROCR-Runtime builds it in statically).
constexpr LibraryKind kKinds[] = {
    {"libamdhip64", "HIP", Need::always},
    {"libhsa-runtime64", "ROCr", Need::always},
    {"libamd_comgr", "the code object manager", Need::always},
    {"libhsakmt", "the thunk", Need::if_named},
    {"libhiprtc", "HIP's run-time compiler"},
    {"libhiprtc-builtins", "HIP's run-time compiler"},
    {"libhsa-amd-aqlprofile64", "the profiler's packets"},
    {"libMIOpen", "MIOpen"},
    {"librocblas", "rocBLAS"},
    {"libhipblas", "hipBLAS"},
    {"libhipblaslt", "hipBLASLt"},
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

/// The GPUs of a generic target: LLVM, "User Guide for AMDGPU Backend", generic processors.
struct Generic {
  std::string_view name;
  std::string_view members;
};
constexpr Generic kGenerics[] = {
    {"gfx9-generic", "gfx900 gfx902 gfx904 gfx906 gfx909 gfx90c"},
    {"gfx9-4-generic", "gfx940 gfx941 gfx942 gfx950"},
    {"gfx10-1-generic", "gfx1010 gfx1011 gfx1012 gfx1013"},
    {"gfx10-3-generic", "gfx1030 gfx1031 gfx1032 gfx1033 gfx1034 gfx1035 gfx1036"},
    {"gfx11-generic", "gfx1100 gfx1101 gfx1102 gfx1103 gfx1150 gfx1151 gfx1152 gfx1153"},
    {"gfx12-generic", "gfx1200 gfx1201"},
};

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

unsigned take_number(std::string_view& text) {
  const auto end = std::min(text.find('.'), text.size());
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + end, number);
  text.remove_prefix(std::min(end + 1, text.size()));
  return number;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '+';
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

std::string_view to_string(SetState state) {
  constexpr std::string_view names[] = {"ok", "degraded", "broken"};
  return names[static_cast<std::size_t>(state)];
}

std::string check_set_name(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  if (name.empty()) return "a library set needs a name";
  if (name == "none" || name == "system" || name == "auto")
    return fmt::format("'{}' has a meaning of its own where a set is named", name);
  if (name.size() > kLongest) return fmt::format("is longer than {} characters", kLongest);
  const bool begins_well = name.front() != '.' && name.front() != '-' && name.front() != '+';
  if (begins_well && std::all_of(name.begin(), name.end(), is_name_character)) return "";
  return fmt::format(
      "'{}': letters, digits, '.', '_', '-' and '+' make a name, and it begins with "
      "a letter, a digit or '_'",
      name);
}

const SetLibrary* find_library(const LibrarySet& set, std::string_view stem) {
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

std::vector<std::string> library_folders(const LibrarySet& set) {
  std::vector<std::string> folders;
  for (const auto& library : set.libraries) {
    const auto slash = library.file.rfind('/');
    auto folder = slash == std::string::npos
                      ? set.prefix
                      : fmt::format("{}/{}", set.prefix, library.file.substr(0, slash));
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(std::move(folder));
  }
  return folders;
}

bool is_code_for(std::string_view target, const GfxTarget& gfx) {
  target = target.substr(0, target.find(':'));
  const auto wanted = to_string(gfx);
  if (target == wanted) return true;
  for (const auto& generic : kGenerics)
    if (generic.name == target) return has_word(generic.members, wanted);
  return false;
}

std::vector<std::string> components_without(const LibrarySet& set, const GfxTarget& gfx) {
  std::vector<std::string> out;
  for (const auto& code : set.code) {
    const bool has = std::any_of(code.targets.begin(), code.targets.end(),
                                 [&](const auto& target) { return is_code_for(target, gfx); });
    if (!has) out.push_back(code.component);
  }
  return out;
}

bool is_older_version(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const auto x = take_number(a), y = take_number(b);
    if (x != y) return x < y;
  }
  return false;
}

}  // namespace rmcp
