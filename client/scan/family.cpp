// SPDX-License-Identifier: MIT
// Chooses among families of GPUs.
#include "client/scan/family.hpp"

#include "client/scan/layout.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

/// "gfx103X" of _rocm_sdk_libraries_gfx103X_all; empty for others, such as _rocm_sdk_libraries.
std::string_view pattern_of(std::string_view family) {
  if (!family.starts_with(kWheelLibraries)) return {};
  family.remove_prefix(kWheelLibraries.size());
  if (!family.starts_with("_gfx")) return {};
  return family.substr(1, family.find('_', 1) - 1);
}

/// What pip installs today; one for a family beside it is left from an earlier release.
bool is_for_all(const std::string& family) {
  return family.starts_with(kWheelLibraries) && pattern_of(family).empty();
}

std::vector<std::string> names_of(const std::vector<GfxTarget>& gpus) {
  std::vector<std::string> out;
  for (const auto& gfx : gpus) {
    auto name = to_string(gfx);
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

std::vector<GfxTarget> those_of(const std::string& family, const std::vector<GfxTarget>& gpus) {
  std::vector<GfxTarget> out;
  for (const auto& gfx : gpus)
    if (is_for(family, gfx)) out.push_back(gfx);
  return out;
}

std::optional<FamilyChoice> choose_for_all(const std::vector<std::string>& families) {
  std::vector<std::string> for_all, others;
  for (const auto& family : families) (is_for_all(family) ? for_all : others).push_back(family);
  if (for_all.size() != 1) return std::nullopt;
  return FamilyChoice{for_all.front(), fmt::format("using {}, not {}: it is for all GPUs",
                                                   for_all.front(), fmt::join(others, ", "))};
}

std::string why_no_fit(const std::vector<std::string>& fit, const std::vector<GfxTarget>& gpus) {
  if (gpus.empty()) return "no GPU of this machine is known";
  const auto here = fmt::format("a GPU of this machine ({})", fmt::join(names_of(gpus), ", "));
  return fit.empty() ? fmt::format("by name none is for {}", here)
                     : fmt::format("by name {} are for {}", fit.size(), here);
}

}  // namespace

std::vector<std::string> families_below(const std::string& prefix) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& name : sys::list_directory(prefix))
    if (name.starts_with(kWheelLibraries) && fs::is_directory(prefix + "/" + name + "/lib", error))
      out.push_back(name);
  std::sort(out.begin(), out.end());
  return out;
}

bool is_for(const std::string& family, const GfxTarget& gfx) {
  const auto pattern = pattern_of(family);
  const auto name = to_string(gfx);
  return std::equal(pattern.begin(), pattern.end(), name.begin(), name.end(),
                    [](char wanted, char c) { return wanted == 'X' || wanted == c; });
}

Expected<FamilyChoice> choose_family(const std::string& prefix,
                                     const std::vector<std::string>& families,
                                     const std::vector<GfxTarget>& gpus) {
  if (families.empty()) return FamilyChoice{};
  if (families.size() == 1) return FamilyChoice{families.front(), ""};
  if (auto choice = choose_for_all(families)) return *choice;
  std::vector<std::string> fit, others;
  for (const auto& family : families)
    (those_of(family, gpus).empty() ? others : fit).push_back(family);
  if (fit.size() == 1)
    return FamilyChoice{fit.front(),
                        fmt::format("using {}, not {}: by name it is for {} in this machine",
                                    fit.front(), fmt::join(others, ", "),
                                    fmt::join(names_of(those_of(fit.front(), gpus)), ", "))};
  return tl::unexpected(
      fmt::format("{}: has libraries for several families of GPUs: {}; {}. Name one: rmcpctl "
                  "library add {}/{}",
                  prefix, fmt::join(families, ", "), why_no_fit(fit, gpus), prefix,
                  fit.empty() ? families.front() : fit.front()));
}

MeantPrefix meant_prefix(const std::string& real) {
  const fs::path path(real);
  std::error_code error;
  const bool is_family = path.filename().string().starts_with(kWheelLibraries) &&
                         fs::is_directory(path.parent_path() / kWheelCore / "lib", error);
  if (!is_family) return {real, ""};
  return {path.parent_path().string(), path.filename().string()};
}

}  // namespace rmcp::client
