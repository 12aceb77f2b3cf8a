// SPDX-License-Identifier: MIT
// Compares by file identity: a prefix can be this system's own folder.
#include "lib/verify/foreign_runtime.hpp"

#include "lib/elf/elf_file.hpp"
#include "lib/sets/system_library.hpp"
#include "lib/sys/file.hpp"

#include <algorithm>

namespace rmcp::verify {
namespace {

constexpr auto kCxx = "libstdc++.so.6";

bool covers_newer_cxx(const std::string& folder, const SystemLibraries& system) {
  const auto on_system = find_on_system(system, kCxx);
  const auto path = folder + "/" + kCxx;
  if (on_system.empty() || same_file(path, on_system)) return false;
  const auto version = glibcxx_of(path);
  return version.empty() || elf::version_less(version, system.glibcxx);
}

bool is_foreign(const std::string& folder, const std::string& name, const SystemLibraries& system) {
  const auto path = folder + "/" + name;
  if (!sys::exists(path) || same_file(path, find_on_system(system, name))) return false;
  // libgcc_s has no number of its own: it is as old as the libstdc++ beside it.
  return is_c_library(name) || covers_newer_cxx(folder, system);
}

bool has_older_cxx(const std::vector<std::string>& folders, const SystemLibraries& system) {
  return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    const auto version = glibcxx_of(folder + "/" + kCxx);
    return !version.empty() && elf::version_less(version, system.glibcxx);
  });
}

/// Its libraries need a newer libstdc++ than this system's, and it may have that.
bool takes_own_cxx(const SetManifest& set, SetFiles& files, const SystemLibraries& system) {
  if (has_older_cxx(library_folders(set), system)) return false;
  return std::any_of(set.libraries.begin(), set.libraries.end(), [&](const SetLibrary& library) {
    const auto& file = files.open(library.file);
    return file && elf::version_less(system.glibcxx, elf::highest_version(file->elf, "GLIBCXX"));
  });
}

}  // namespace

std::string find_foreign_runtime(const std::vector<std::string>& folders,
                                 const SystemLibraries& system) {
  for (const auto& folder : folders)
    for (const auto& name : sys::list_directory(folder))
      if ((is_c_library(name) || is_cxx_library(name)) && is_foreign(folder, name, system))
        return folder + "/" + name;
  return {};
}

FoundNeeds find_needs(const SetManifest& set, const std::vector<const SetLibrary*>& libraries,
                      const LibraryNames& names, SetFiles& files, const SystemLibraries& system) {
  FoundNeeds out;
  const auto follow = [&] {
    out.needs = follow_needs(
        set, libraries, names, files, system,
        {.by_links = !out.foreign_runtime.empty(), .own_cxx = takes_own_cxx(set, files, system)});
  };
  const auto look_in = [&](const std::vector<std::string>& folders) {
    const auto path = find_foreign_runtime(folders, system);
    if (!path.empty()) out.foreign_runtime = path.substr(set.prefix.size() + 1);
  };
  look_in(library_folders(set));
  follow();
  if (!out.foreign_runtime.empty()) return out;
  // Folders of companions get into search paths too.
  LibrarySet whole{set, {}};
  for (const auto& companion : out.needs.companions) whole.found.companions.push_back(companion.as);
  look_in(companion_folders(whole));
  if (!out.foreign_runtime.empty()) follow();
  return out;
}

}  // namespace rmcp::verify
