// SPDX-License-Identifier: MIT
// Compares modification times, as systemd does for unit files: a file that replaces another brings
// its own time, also an older one.
#include "lib/sys/stamps.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <set>

namespace rmcp::sys {
namespace {

std::uint64_t modified(const std::string& path) {
  constexpr std::uint64_t kPerSecond = 1'000'000, kNanos = 1'000;
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return 0;
  return static_cast<std::uint64_t>(info.st_mtim.tv_sec) * kPerSecond +
         static_cast<std::uint64_t>(info.st_mtim.tv_nsec) / kNanos;
}

std::vector<std::string> files_in(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> out;
  for (const auto& name : list_directory(folder))
    if (name.ends_with(suffix) && !name.starts_with('.'))
      out.push_back(fmt::format("{}/{}", folder, name));
  return out;
}

}  // namespace

std::vector<Stamp> stamp_files(const std::vector<std::string>& folders, std::string_view suffix) {
  std::vector<Stamp> out;
  for (const auto& folder : folders) {
    out.push_back({folder, modified(folder)});
    for (auto& path : files_in(folder, suffix)) {
      const auto when = modified(path);
      out.push_back({std::move(path), when});
    }
  }
  return out;
}

std::vector<std::string> changed_since(const std::vector<Stamp>& stamps, std::string_view suffix) {
  std::set<std::string> known, changed;
  for (const auto& stamp : stamps) known.insert(stamp.path);
  for (const auto& stamp : stamps) {
    if (modified(stamp.path) == stamp.modified_usec) continue;
    if (stamp.path.ends_with(suffix)) {
      changed.insert(stamp.path);
      continue;
    }
    for (const auto& path : files_in(stamp.path, suffix))
      if (!known.contains(path)) changed.insert(path);
  }
  return {changed.begin(), changed.end()};
}

}  // namespace rmcp::sys
