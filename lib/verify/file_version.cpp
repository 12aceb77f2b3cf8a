// SPDX-License-Identifier: MIT
// `NAME.so.MAJOR.MINOR.RELEASE`.
#include "lib/verify/file_version.hpp"

#include <fmt/format.h>

#include <charconv>

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

}  // namespace

std::optional<unsigned> soname_major(std::string_view soname) { return number(behind_so(soname)); }

std::string rocm_of_file(std::string_view file_name) {
  constexpr unsigned kFirst = 40'000;  // ROCm 4.0.0; smaller numbers have another meaning
  const auto version = behind_so(file_name);
  const auto dot = version.rfind('.');
  if (dot == version.npos || version.size() - dot - 1 < 5) return "";
  const auto release = number(version.substr(dot + 1));
  if (!release || *release < kFirst || *release >= 1'000'000) return "";
  const auto of_hip = fmt::format("{}.{}", *release / 10'000, *release / 100 % 100);
  if (file_name.starts_with("libamdhip64.") && version.substr(0, dot) != of_hip) return "";
  return fmt::format("{}.{}.{}", *release / 10'000, *release / 100 % 100, *release % 100);
}

bool is_hip_of_rocm(unsigned hip, unsigned rocm) {
  constexpr unsigned kLastInStep = 7;
  return rocm <= kLastInStep ? hip == rocm : hip >= kLastInStep && hip <= rocm;
}

std::optional<unsigned> major_of(std::string_view version) { return number(version); }

}  // namespace rmcp::verify
