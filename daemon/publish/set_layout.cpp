// SPDX-License-Identifier: MIT
// Lists the names under which a set's files have to exist.
#include "daemon/publish/set_layout.hpp"

#include <algorithm>

namespace rmcp::publish {
namespace {

void add(std::vector<SetEntry>& entries, std::string file, std::string as) {
  const auto same = [&](const SetEntry& entry) { return entry.as == as; };
  if (std::none_of(entries.begin(), entries.end(), same))
    entries.push_back({std::move(file), std::move(as)});
}

}  // namespace

std::string folder_of(const std::string& file) {
  const auto slash = file.rfind('/');
  return slash == file.npos ? std::string() : file.substr(0, slash + 1);
}

std::vector<SetEntry> library_entries(const SetManifest& set) {
  std::vector<SetEntry> out;
  for (const auto& library : set.libraries) {
    const auto folder = folder_of(library.file);
    add(out, library.file, library.soname.empty() ? library.file : folder + library.soname);
    for (const auto& alias : library.aliases) add(out, library.file, folder + alias);
  }
  return out;
}

std::vector<SetEntry> companion_entries(const LibrarySet& set) {
  std::vector<SetEntry> out;
  for (const auto& companion : set.found.companions) add(out, companion.file, companion.file);
  return out;
}

std::vector<SetEntry> data_entries(const LibrarySet& set) {
  std::vector<SetEntry> out;
  for (const auto& path : set.found.data) add(out, path, path);
  return out;
}

}  // namespace rmcp::publish
