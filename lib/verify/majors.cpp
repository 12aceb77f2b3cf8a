// SPDX-License-Identifier: MIT
// Compares the major versions of a set's parts.
#include "lib/verify/majors.hpp"

#include "lib/verify/file_version.hpp"

#include <fmt/format.h>

#include <map>

namespace rmcp::verify {
namespace {

using Majors = std::map<unsigned, std::string>;  // with their sources

Majors hip_majors(const SetManifest& set) {
  Majors out;
  for (const auto& library : set.libraries) {
    const auto* kind = library_kind(library.soname);
    if (kind == nullptr || kind->stem != "libamdhip64") continue;
    if (const auto major = soname_major(library.soname)) out.emplace(*major, library.soname);
  }
  return out;
}

Majors rocm_majors(const SetManifest& set, const std::vector<std::string>& file_names) {
  Majors out;
  for (const auto& name : file_names) {
    const auto* kind = library_kind(name);
    if (kind == nullptr || kind->need == LibraryKind::Need::never) continue;
    if (const auto major = major_of(rocm_of_file(name))) out.emplace(*major, name);
  }
  if (const auto major = major_of(set.rocm_version)) out.emplace(*major, "rocm_version");
  return out;
}

std::string both(std::string_view what, const Majors& majors) {
  const auto &first = *majors.begin(), &last = *majors.rbegin();
  return fmt::format("{0} {1} ({2}) and {0} {3} ({4}) are mixed", what, first.first, first.second,
                     last.first, last.second);
}

}  // namespace

std::string mixed_majors(const SetManifest& set, const std::vector<std::string>& file_names) {
  const auto hip = hip_majors(set);
  const auto rocm = rocm_majors(set, file_names);
  if (hip.size() > 1) return both("HIP", hip);
  if (rocm.size() > 1) return both("ROCm", rocm);
  if (hip.empty() || rocm.empty() || is_hip_of_rocm(hip.begin()->first, rocm.begin()->first))
    return "";
  return fmt::format("HIP {} ({}) and ROCm {} ({}) are mixed", hip.begin()->first,
                     hip.begin()->second, rocm.begin()->first, rocm.begin()->second);
}

}  // namespace rmcp::verify
