// SPDX-License-Identifier: MIT
// Finds a runtime's ROCm libraries, and derives the SONAMEs from their file names.
#include "daemon/publish/unit_runtime.hpp"

#include "daemon/publish/file_code.hpp"
#include "lib/policy/unit.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace rmcp::publish {
namespace {

namespace fs = std::filesystem;

void scan_folder(const std::string& folder, std::vector<RuntimeFile>& out) {
  for (const auto& name : sys::list_directory(folder)) {
    const auto soname = soname_of_file(name);
    const auto path = folder + "/" + name;
    std::error_code error;
    if (soname.empty() || !fs::is_regular_file(fs::symlink_status(path, error))) continue;
    // It goes into a unit file unchanged.
    if (!check_unit_folder(path)) out.push_back({path, soname});
  }
}

/// The folder, and those directly below it.
std::vector<std::string> folders_of_runtime(const std::string& folder) {
  std::vector<std::string> out{folder};
  for (const auto& name : sys::list_directory(folder)) {
    std::error_code error;
    auto below = folder + "/" + name;
    if (fs::is_directory(fs::symlink_status(below, error))) out.push_back(std::move(below));
  }
  return out;
}

void add_code(const std::string& folder, UnitRuntime& out) {
  for (const auto& name : sys::list_directory(folder)) {
    std::error_code error;
    const auto path = folder + "/" + name;
    if (name.find(".so") == name.npos) continue;
    if (!fs::is_regular_file(fs::symlink_status(path, error))) continue;
    (library_kind(name) == nullptr ? out.code : out.rocm).add(code_in_file(path));
  }
}

}  // namespace

std::string soname_of_file(std::string_view file_name) {
  constexpr std::string_view kMark = ".so.";
  const auto at = file_name.find(kMark);
  if (library_kind(file_name) == nullptr || at == file_name.npos) return {};
  const auto from = at + kMark.size();
  auto end = from;
  while (end < file_name.size() && file_name[end] >= '0' && file_name[end] <= '9') ++end;
  const bool whole = end == file_name.size() || file_name[end] == '.';
  return end == from || !whole ? std::string() : std::string(file_name.substr(0, end));
}

std::vector<RuntimeFile> find_runtime_files(const std::string& folder) {
  std::vector<RuntimeFile> out;
  for (const auto& one : folders_of_runtime(folder)) scan_folder(one, out);
  std::sort(out.begin(), out.end(),
            [](const RuntimeFile& a, const RuntimeFile& b) { return a.path < b.path; });
  return out;
}

UnitRuntime read_unit_runtime(const std::string& folder) {
  UnitRuntime out{.files = find_runtime_files(folder)};
  for (const auto& one : folders_of_runtime(folder)) add_code(one, out);
  return out;
}

bool has_hsa_tool(const std::string& path) { return sys::exists(path); }

std::string cover_path(const std::string& runtime, std::string_view unit, std::string_view soname) {
  return fmt::format("{}/units/{}/{}", runtime, unit, soname);
}

}  // namespace rmcp::publish
