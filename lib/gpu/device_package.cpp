// SPDX-License-Identifier: MIT
// The list of published targets, and how pip, apt and dnf name their packages.
#include "lib/gpu/device_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp {
namespace {

constexpr GfxTarget kPublished[] = {
    {9, 0, 0},  {9, 0, 6},  {9, 0, 8},  {9, 0, 10}, {9, 4, 2},  {9, 5, 0},  {10, 1, 0},
    {10, 1, 1}, {10, 1, 2}, {10, 3, 0}, {10, 3, 1}, {10, 3, 2}, {10, 3, 3}, {10, 3, 4},
    {10, 3, 5}, {10, 3, 6}, {11, 0, 0}, {11, 0, 1}, {11, 0, 2}, {11, 0, 3}, {11, 5, 0},
    {11, 5, 1}, {11, 5, 2}, {11, 5, 3}, {12, 0, 0}, {12, 0, 1},
};

bool is_in_python(const std::string& file) {
  return file.find("/site-packages/") != file.npos || file.find("/dist-packages/") != file.npos;
}

}  // namespace

bool has_device_package(const GfxTarget& gfx) {
  return std::ranges::find(kPublished, gfx) != std::end(kPublished);
}

std::string device_package(const GfxTarget& gfx) {
  const auto name = to_string(gfx);
  return fmt::format("rocm[device-{}] with pip, amdrocm-{} with apt or dnf", name, name);
}

bool is_of_rocm(const std::string& file) {
  const bool python = is_in_python(file) &&
                      (file.find("/torch/") != file.npos || file.find("/_rocm_sdk") != file.npos);
  return python || file.starts_with("/opt/rocm");
}

std::string device_package_for(const GfxTarget& gfx, const std::string& file) {
  const auto name = to_string(gfx);
  if (is_in_python(file))
    return fmt::format("{}[device-{}]", file.find("/torch/") == file.npos ? "rocm" : "torch", name);
  if (file.starts_with("/opt/rocm")) return "amdrocm-" + name;
  return device_package(gfx);
}

}  // namespace rmcp
