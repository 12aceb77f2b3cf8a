// SPDX-License-Identifier: MIT
// HIP's own version is that of its ROCm up to 6; in 7 they diverge (pytorch#168097): ROCm 10.0.0
// has HIP 7.15.
#include "client/scan/rocm_version.hpp"

#include "lib/sys/root.hpp"
#include "lib/verify/file_version.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kLastHipInStep = 6;

/// "6.2.0" of "6.2.0-66", "7.9.0" of "7.9.0rc20250901".
std::string leading_version(std::string_view text) {
  auto version = text.substr(0, text.find_first_not_of("0123456789."));
  while (version.ends_with('.')) version.remove_suffix(1);
  return verify::major_of(version) ? std::string(version) : std::string();
}

/// "6.3" of "6.3.42131": the rest counts builds.
std::string version_of_hip(std::string_view text) {
  const auto major = verify::major_of(text);
  if (!major || *major > kLastHipInStep) return {};
  const auto dot = text.find('.');
  return dot == text.npos ? std::string()
                          : leading_version(text.substr(0, text.find('.', dot + 1)));
}

/// 'VALUE' or "VALUE" of `NAME = ...` and `NAME: Optional[str] = ...`; nothing for other lines.
std::optional<std::string_view> python_string(std::string_view line, std::string_view name) {
  if (!line.starts_with(name)) return std::nullopt;
  line.remove_prefix(name.size());
  const auto equals = line.find('=');
  if (equals == line.npos || line.find_first_of(": =") != 0) return std::nullopt;
  line.remove_prefix(equals + 1);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (line.empty() || (line.front() != '\'' && line.front() != '"')) return std::nullopt;
  const auto end = line.find(line.front(), 1);
  return end == line.npos ? std::nullopt : std::optional(line.substr(1, end - 1));
}

std::string small_file(const fs::path& path) {
  constexpr std::size_t kLargest = 64 << 10;
  std::string text(kLargest, '\0');
  const auto fd = sys::Root().open(path.string());
  const auto got = fd ? ::read(fd->get(), text.data(), text.size()) : 0;
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

/// For the folder above that of a library: /opt/rocm-6.2.0, _rocm_sdk_core, torch.
std::string version_beside(const std::string& library) {
  const auto above = fs::path(library).parent_path().parent_path();
  if (auto version = leading_version(small_file(above / ".info/version")); !version.empty())
    return version;
  return above.filename() == "torch" ? version_in_python(small_file(above / "version.py")) : "";
}

std::string version_in_name(const std::string& library) {
  constexpr std::string_view kHip = "libamdhip64.so.";
  std::error_code error;
  const auto real = fs::canonical(library, error).filename().string();
  if (auto release = verify::rocm_of_file(real); !release.empty()) return release;
  const bool is_numbered_hip = real.starts_with(kHip) && real.find('.', kHip.size()) != real.npos;
  return is_numbered_hip ? version_of_hip(std::string_view(real).substr(kHip.size())) : "";
}

}  // namespace

std::string version_in_python(const std::string& text) {
  constexpr std::string_view kTag = "+rocm";
  std::string by_tag, by_hip;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (const auto rocm = python_string(line, "rocm"))
      if (auto version = leading_version(*rocm); !version.empty()) return version;
    const auto own = python_string(line, "__version__");
    if (own && own->find(kTag) != own->npos)
      by_tag = leading_version(own->substr(own->find(kTag) + kTag.size()));
    if (const auto hip = python_string(line, "hip")) by_hip = version_of_hip(*hip);
  }
  return by_tag.empty() ? by_hip : by_tag;
}

std::string rocm_version_of(const std::vector<std::string>& libraries) {
  for (const auto from : {version_beside, version_in_name})
    for (const auto& library : libraries)
      if (auto version = from(library); !version.empty()) return version;
  return {};
}

}  // namespace rmcp::client
