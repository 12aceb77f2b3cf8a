// SPDX-License-Identifier: MIT
// Looks for marks that only the files with an ability have: ROCm 5.2 to 7.2 of Debian were read,
// and the build files of 7.14.
#include "client/inspect/runtime_ability.hpp"

#include "client/inspect/loaded_file.hpp"
#include "lib/elf/elf_file.hpp"
#include "lib/elf/section.hpp"
#include "lib/gpu/gfx_override.hpp"
#include "lib/text/words.hpp"
#include "lib/verify/file_version.hpp"

#include <algorithm>

namespace rmcp::client {
namespace {

/// clr links HIP with librocm_kpack where it is built with ROCM_KPACK_ENABLED; the text is the name
/// of a variable that a static one reads.
bool reads_archives(const sys::Fd& hip) {
  if (const auto file = elf::read_elf(hip.get()))
    for (const auto& name : file->needed)
      if (name.starts_with("librocm_kpack.so")) return true;
  return elf::has_string(hip.get(), "ROCM_KPACK_PATH");
}

/// Both have a table of the targets' names.
std::vector<std::string> generics_of(const sys::Fd& hip, const sys::Fd& rocr) {
  std::vector<std::string> out;
  for (const auto& generic : generic_targets())
    if (elf::has_string(hip.get(), generic.name) && elf::has_string(rocr.get(), generic.name))
      out.emplace_back(generic.name);
  return out;
}

/// Debian's patch 0026-extend-hip-isa-compatibility-check compares names with these texts, which
/// the compiler puts into two instructions near each other. Nobody else's HIP 5 has either.
bool takes_siblings(const sys::Fd& hip) {
  constexpr std::uint64_t kNear = 4096;
  const auto code = elf::find_section(hip.get(), ".text");
  if (!code) return false;
  const auto first = elf::find_in_section(hip.get(), *code, "0269");
  const auto second = elf::find_in_section(hip.get(), *code, "029c");
  return first && second && std::max(*first, *second) - std::min(*first, *second) < kNear;
}

/// Absence of the mark proves nothing of a HIP 5 that was built otherwise. HIP since 6.3 asks for
/// code by the card's name (clr hipamd/src/hip_fatbin.cpp: ExtractFatBinaryUsingCOMGR).
std::optional<bool> siblings_of(const sys::Fd& hip, const std::string& path) {
  const auto file = elf::read_elf(hip.get());
  const auto major = file ? verify::soname_major(file->soname) : std::nullopt;
  const auto by_name = major ? major : verify::soname_major(base_name(path));
  if (!by_name) return std::nullopt;
  if (*by_name >= 7) return false;
  if (*by_name == 5 && takes_siblings(hip)) return true;
  return std::nullopt;
}

RuntimeAbility ability_of(const sys::Fd& hip, const std::string& hip_path, const sys::Fd& rocr) {
  RuntimeAbility out;
  if (!hip) return out;
  out.archives = reads_archives(hip);
  out.siblings = siblings_of(hip, hip_path);
  if (rocr) out.generics = generics_of(hip, rocr);
  return out;
}

sys::Fd open_path(const std::string& path) {
  return path.empty() ? sys::Fd() : open_loaded(path, {}, "", {});
}

}  // namespace

RuntimeAbility runtime_ability(const std::string& hip, const std::string& rocr) {
  return ability_of(open_path(hip), hip, open_path(rocr));
}

RuntimeAbility runtime_ability(const std::vector<RuntimeLibrary>& libraries,
                               const sys::Root& root) {
  const RuntimeLibrary none;
  const auto library = [&](std::string_view stem) -> const RuntimeLibrary& {
    const auto at = std::ranges::find(libraries, stem, &RuntimeLibrary::stem);
    return at == libraries.end() ? none : *at;
  };
  const auto open = [&](const RuntimeLibrary& one) {
    return one.path.empty() ? sys::Fd() : open_loaded(one.path, one.id, one.reached_by, root);
  };
  const auto& hip = library("libamdhip64");
  return ability_of(open(hip), hip.path, open(library("libhsa-runtime64")));
}

}  // namespace rmcp::client
