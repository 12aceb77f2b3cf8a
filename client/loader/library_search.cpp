// SPDX-License-Identifier: MIT
// Searches the folders in ld.so's order; a damaged file ends the search.
#include "client/loader/library_search.hpp"

#include "client/loader/search_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace rmcp::client {

SearchResult LibrarySearch::file(const std::string& path) {
  auto facts = files_.examine(absolute(path));
  if (facts.state == FileFacts::State::usable)
    return FoundFile{absolute(path), std::move(facts), FoundBy::path};
  return tl::unexpected(facts.state == FileFacts::State::absent ? "not found" : facts.reason);
}

SearchResult LibrarySearch::library(const std::string& name, const Objects& objects,
                                    std::size_t index) {
  const auto& asking = objects[index];
  if (!asking.elf.runpath)
    if (auto hit = along_rpaths(name, objects, index)) return std::move(*hit);
  if (!setup_.secure) {
    const auto folders = split_path(expanded(setup_.library_path, objects[0]), ":;");
    if (auto hit = in_folders(name, folders, FoundBy::library_path, "")) return std::move(*hit);
  }
  if (asking.elf.runpath)
    if (auto hit = in_folders(name, folders_of(*asking.elf.runpath, asking), FoundBy::runpath,
                              asking.path))
      return std::move(*hit);
  if (auto hit = in_cache(name, asking.elf.no_default_lib)) return std::move(*hit);
  if (!asking.elf.no_default_lib)
    if (auto hit = in_folders(name, setup_.default_folders, FoundBy::default_folder, ""))
      return std::move(*hit);
  return tl::unexpected(asking.elf.no_default_lib
                            ? "not found; default folders do not count (DF_1_NODEFLIB)"
                            : "not found");
}

/// DT_RPATH of the requesting object, of the object that loaded it and so on, and of the program.
/// An object that has a RUNPATH has no RPATH.
std::optional<SearchResult> LibrarySearch::along_rpaths(const std::string& name,
                                                        const Objects& objects,
                                                        std::size_t asking) {
  bool asked_program = false;
  for (std::optional<std::size_t> at = asking; at; at = objects[*at].loader) {
    asked_program = asked_program || *at == 0;
    if (auto hit = in_rpath_of(objects[*at], name)) return hit;
  }
  return asked_program ? std::nullopt : in_rpath_of(objects[0], name);
}

std::optional<SearchResult> LibrarySearch::in_rpath_of(const LoadedObject& object,
                                                       const std::string& name) {
  if (!object.elf.rpath || object.elf.runpath) return std::nullopt;
  return in_folders(name, folders_of(*object.elf.rpath, object), FoundBy::rpath, object.path);
}

/// Nothing if no folder has it. A damaged file ends the search, a file for another machine does not
/// (open_verify).
std::optional<SearchResult> LibrarySearch::in_folders(const std::string& name,
                                                      const std::vector<std::string>& folders,
                                                      FoundBy by, const std::string& whose) {
  for (const auto& folder : folders) {
    for (const auto& hwcap : setup_.hwcaps)
      if (auto hit = at_path(absolute(fmt::format("{}/glibc-hwcaps/{}/{}", folder, hwcap, name)),
                             by, whose))
        return hit;
    if (auto hit = at_path(absolute(folder + "/" + name), by, whose)) return hit;
  }
  return std::nullopt;
}

std::optional<SearchResult> LibrarySearch::at_path(const std::string& path, FoundBy by,
                                                   const std::string& whose) {
  auto facts = files_.examine(path);
  if (facts.state == FileFacts::State::usable) return FoundFile{path, std::move(facts), by, whose};
  if (facts.state == FileFacts::State::damaged)
    return SearchResult(tl::unexpected(fmt::format("{}: {}", path, facts.reason)));
  return std::nullopt;
}

std::optional<SearchResult> LibrarySearch::in_cache(const std::string& name, bool no_default_lib) {
  const auto path = setup_.cache.find(name, setup_.hwcaps);
  if (path.empty()) return std::nullopt;
  const auto is_default = [&](const std::string& folder) { return path.starts_with(folder + "/"); };
  if (no_default_lib && std::ranges::any_of(setup_.default_folders, is_default))
    return std::nullopt;
  return at_path(path, FoundBy::cache, "");
}

std::vector<std::string> LibrarySearch::folders_of(const std::string& text,
                                                   const LoadedObject& object) const {
  std::vector<std::string> out;
  for (const auto& element : split_path(text, ":")) {
    auto folder = expanded(element, object);
    // The user who starts the program may have hard-linked it into any folder.
    const bool trusted =
        std::ranges::find(setup_.default_folders, folder) != setup_.default_folders.end();
    if (setup_.secure && has_origin(element) && !trusted) continue;
    out.push_back(std::move(folder));
  }
  return out;
}

std::string LibrarySearch::expanded(const std::string& name, const LoadedObject& asking) const {
  return replace_words(name, {folder_of(asking.path), setup_.lib, setup_.platform});
}

std::string LibrarySearch::absolute(const std::string& path) const {
  if (path.starts_with('/')) return path;
  const std::string_view rest = path.starts_with("./") ? std::string_view(path).substr(2) : path;
  return fmt::format("{}/{}", setup_.working_folder == "/" ? "" : setup_.working_folder, rest);
}

}  // namespace rmcp::client
