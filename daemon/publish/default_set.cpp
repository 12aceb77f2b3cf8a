// SPDX-License-Identifier: MIT
// Lists the links of a default library set.
#include "daemon/publish/default_set.hpp"

#include "daemon/publish/set_layout.hpp"

#include <fmt/format.h>

#include <set>

namespace rmcp::publish {

DefaultSet make_default_set(const LibrarySet& set, const std::string& place) {
  DefaultSet out;
  std::set<std::string> folders;
  for (const auto& entry : library_entries(set)) {
    const auto folder = folder_of(entry.as);
    if (library_kind(entry.as.substr(folder.size())) == nullptr) continue;
    out.links[entry.as] = set.prefix + "/" + entry.file;
    folders.insert(folder);
  }
  // In a place that the loader searches for every program, no library of the system may be hidden.
  for (const auto& companion : set.found.companions)
    if (!companion.on_system || !folders.contains(folder_of(companion.file)))
      out.links[companion.file] = set.prefix + "/" + companion.file;
  for (const auto& entry : data_entries(set)) out.links[entry.as] = set.prefix + "/" + entry.file;
  for (const auto& folder : folders)
    out.loader_config +=
        fmt::format("{}/{}\n", place, folder.substr(0, folder.empty() ? 0 : folder.size() - 1));
  out.contents = set.name + "\n";
  for (const auto& [as, target] : out.links) out.contents += fmt::format("{} {}\n", as, target);
  return out;
}

}  // namespace rmcp::publish
