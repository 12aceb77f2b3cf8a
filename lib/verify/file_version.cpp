// SPDX-License-Identifier: MIT
// `NAME.so.MAJOR.MINOR.RELEASE`.
#include "lib/verify/file_version.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace rmcp::verify {
namespace {

std::string_view behind_so(std::string_view name) {
  constexpr std::string_view kSo = ".so.";
  const auto at = name.rfind(kSo);
  return at == name.npos ? std::string_view() : name.substr(at + kSo.size());
}

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

/// All three get HIP_LIB_VERSION_STRING (clr/hipamd/hip-backward-compat.cmake).
bool has_version_of_hip(std::string_view name) {
  return name.starts_with("libamdhip64.") || name.starts_with("libhiprtc.") ||
         name.starts_with("libhiprtc-builtins.");
}

struct Release {
  unsigned major, minor, patch;
};

/// 60203 is 6.2.3, by the rule of AMD's packages (ROCM_LIBPATCH_VERSION).
Release release_of(unsigned number) { return {number / 10'000, number / 100 % 100, number % 100}; }

/// The series up to 6 are complete; none had more than a few patch releases. HIP counts builds in
/// the same place, from 20000 on: 43484 and 53211 would be 4.34.84 and 5.32.11.
bool was_made(const Release& release) {
  constexpr unsigned kLastMinors[] = {5, 7, 4};  // of 4, 5 and 6
  constexpr unsigned kMostPatches = 20;
  if (release.major < 4 || release.patch > kMostPatches) return false;
  const auto place = release.major - 4;
  return place >= std::size(kLastMinors) || release.minor <= kLastMinors[place];
}

}  // namespace

std::optional<unsigned> soname_major(std::string_view soname) { return number(behind_so(soname)); }

std::string rocm_of_file(std::string_view file_name) {
  const auto version = behind_so(file_name);
  const auto dot = version.rfind('.');
  if (dot == version.npos || version.size() - dot - 1 < 5) return "";
  const auto last = number(version.substr(dot + 1));
  if (!last || *last >= 1'000'000) return "";
  const auto release = release_of(*last);
  if (!was_made(release)) return "";
  const auto of_hip = fmt::format("{}.{}", release.major, release.minor);
  if (has_version_of_hip(file_name) && version.substr(0, dot) != of_hip) return "";
  return fmt::format("{}.{}", of_hip, release.patch);
}

bool is_hip_of_rocm(unsigned hip, unsigned rocm) {
  constexpr unsigned kLastInStep = 7;
  return rocm <= kLastInStep ? hip == rocm : hip >= kLastInStep && hip <= rocm;
}

std::optional<unsigned> major_of(std::string_view version) { return number(version); }

}  // namespace rmcp::verify
