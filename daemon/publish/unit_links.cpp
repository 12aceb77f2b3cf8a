// SPDX-License-Identifier: MIT
// Finds the set's file for each library of the runtime.
#include "daemon/publish/unit_links.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::publish {
namespace {

using NoLinks = tl::unexpected<Hindrance>;

/// The path of the set's file that takes the place of this one.
tl::expected<std::string, Hindrance> file_over(const RuntimeFile& file, const LibrarySet& set) {
  const auto own =
      std::find_if(set.libraries.begin(), set.libraries.end(),
                   [&](const SetLibrary& library) { return library.soname == file.soname; });
  if (own == set.libraries.end())
    return NoLinks({Obstacle::set_without_library,
                    fmt::format("library set {} has no {} to replace {}, so none of its libraries "
                                "is replaced",
                                set.name, file.soname, file.path)});
  if (const auto* kind = library_kind(file.soname);
      kind != nullptr && is_in_archives(set, kind->name))
    return NoLinks({Obstacle::set_in_archives,
                    fmt::format("{} of library set {} has its GPU code in archives, which it would "
                                "not find from {}, so none of its libraries is replaced",
                                kind->name, set.name, file.path)});
  return set.prefix + "/" + own->file;
}

}  // namespace

tl::expected<Links, Hindrance> links_over(const ServiceUnit& unit, const LibrarySet& set,
                                          const Runtimes& runtimes) {
  const auto it = runtimes.find(unit.runtime);
  if (it == runtimes.end())
    return NoLinks({Obstacle::runtime_not_read, fmt::format("{} is not known yet", unit.runtime)});
  if (!it->second) return NoLinks({Obstacle::runtime_unreadable, it->second.error().text});
  if (it->second->files.empty())
    return NoLinks({Obstacle::runtime_without_libraries,
                    fmt::format("{} has no libraries of ROCm to replace", unit.runtime)});
  Links links;
  for (const auto& file : it->second->files) {
    auto path = file_over(file, set);
    if (!path) return NoLinks(std::move(path.error()));
    links[file.soname] = std::move(*path);
  }
  return links;
}

}  // namespace rmcp::publish
