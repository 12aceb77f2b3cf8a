// SPDX-License-Identifier: MIT
// Makes the mounts and links that put a library set into a container.
#include "daemon/publish/cdi_libraries.hpp"

#include "daemon/publish/set_layout.hpp"
#include "lib/sys/file.hpp"

#include <algorithm>
#include <set>

namespace rmcp::publish {
namespace {

/// The rest of a path below the prefix; empty if it is elsewhere.
std::string below(const std::string& path, const std::string& prefix) {
  return path.starts_with(prefix + "/") ? path.substr(prefix.size() + 1) : std::string();
}

/// Also the files that its variables name.
std::vector<SetEntry> entries_of(const LibrarySet& set,
                                 const std::function<bool(const std::string&)>& exists) {
  auto out = library_entries(set);
  for (auto& companion : companion_entries(set)) out.push_back(std::move(companion));
  for (auto& data : data_entries(set)) out.push_back(std::move(data));
  for (const auto& [name, value] : set.environment) {
    const auto path = below(value, set.prefix);
    const SetEntry entry{path, path};
    if (!path.empty() && exists(value) && std::find(out.begin(), out.end(), entry) == out.end())
      out.push_back(entry);
  }
  return out;
}

}  // namespace

std::string container_prefix(const SetManifest& set) { return "/opt/rmcp/" + set.name; }

std::vector<CdiMount> library_mounts(const LibrarySet& set,
                                     const std::function<bool(const std::string&)>& exists) {
  const auto inside = container_prefix(set);
  std::vector<CdiMount> out;
  for (const auto& entry : entries_of(set, exists))
    out.push_back({set.prefix + "/" + entry.file, inside + "/" + entry.as});
  return out;
}

void find_present_files(LibrarySet& set) {
  set.found.present.clear();
  if (!set.found.usable()) return;
  std::set<std::string> present;
  const auto exists = [&present](const std::string& path) {
    return sys::exists(path) && (present.insert(path), true);
  };
  for (const auto& mount : library_mounts(set, exists)) exists(mount.host);
  set.found.present.assign(present.begin(), present.end());
}

std::function<bool(const std::string&)> noted_in(const LibrarySet& set) {
  return [&set](const std::string& path) {
    return std::binary_search(set.found.present.begin(), set.found.present.end(), path);
  };
}

LibrarySet in_container(LibrarySet set) {
  const auto inside = container_prefix(set);
  for (auto& [name, value] : set.environment)
    if (const auto path = below(value, set.prefix); !path.empty()) value = inside + "/" + path;
  set.prefix = inside;
  // The container gets single files, none of another system's C library among them.
  set.found.foreign_runtime.clear();
  set.found.links.clear();
  return set;
}

}  // namespace rmcp::publish
