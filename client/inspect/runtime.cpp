// SPDX-License-Identifier: MIT
// Recognises ROCm's libraries by SONAME and file name.
#include "client/inspect/runtime.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

std::string found_in_words(const LoadedObject& object) {
  if (!object.preloaded_by.empty()) return object.preloaded_by;
  switch (object.by) {
    case FoundBy::rpath:
      return "RPATH of " + object.whose;
    case FoundBy::runpath:
      return "RUNPATH of " + object.whose;
    case FoundBy::library_path:
      return "LD_LIBRARY_PATH";
    case FoundBy::cache:
      return "ld.so.cache";
    case FoundBy::default_folder:
      return "a default folder";
    case FoundBy::path:
      return "its path";
    case FoundBy::program:
    case FoundBy::interpreter:
      break;
  }
  return "";
}

const LibraryKind* kind_of(const std::string& path, const std::string& soname) {
  const auto* kind = library_kind(base_name(path));
  return kind != nullptr || soname.empty() ? kind : library_kind(soname);
}

}  // namespace

std::string_view to_string(InSet in_set) {
  switch (in_set) {
    case InSet::same_file:
      return "same_file";
    case InSet::same_build:
      return "same_build";
    case InSet::other:
      return "other";
    case InSet::not_in_set:
      return "not_in_set";
    case InSet::unknown:
      break;
  }
  return "unknown";
}

std::vector<RuntimeLibrary> runtime_libraries(const LoadResult& loaded) {
  std::vector<RuntimeLibrary> out;
  for (const auto& object : loaded.objects) {
    const auto* kind = kind_of(object.path, object.elf.soname);
    if (kind == nullptr) continue;
    out.push_back({.stem = std::string(kind->stem),
                   .name = std::string(kind->name),
                   .core = kind->need != LibraryKind::Need::never,
                   .path = object.path,
                   .id = object.id,
                   .soname = object.elf.soname,
                   .build_id = object.elf.build_id,
                   .asked = object.asked,
                   .found = found_in_words(object),
                   .by = object.by,
                   .preloaded = !object.preloaded_by.empty(),
                   .later = object.later,
                   .reached_by = object.reached_by});
  }
  return out;
}

void compare_with_set(std::vector<RuntimeLibrary>& libraries, const LibrarySet& set, Files& files) {
  for (auto& library : libraries) {
    const auto* const own = find_library(set, library.stem);
    if (own == nullptr) {
      library.in_set = InSet::not_in_set;
      continue;
    }
    const auto facts = files.examine(set.prefix + "/" + own->file);
    const bool same_build = !library.build_id.empty() && library.build_id == own->build_id;
    const bool same_file = facts.state == FileFacts::State::usable && facts.id == library.id;
    library.in_set = same_file ? InSet::same_file : same_build ? InSet::same_build : InSet::other;
  }
}

std::vector<Copies> double_copies(const std::vector<RuntimeLibrary>& libraries) {
  std::vector<Copies> out;
  for (const auto& library : libraries) {
    auto at = std::ranges::find(out, library.stem, &Copies::stem);
    if (at == out.end()) at = out.insert(out.end(), {library.stem, {}});
    at->paths.push_back(library.path);
  }
  std::erase_if(out, [](const Copies& copies) { return copies.paths.size() < 2; });
  return out;
}

}  // namespace rmcp::client
