// SPDX-License-Identifier: MIT
// Lists the libraries in a folder that a program opens by itself.
#include "client/inspect/target.hpp"

#include "lib/sys/file.hpp"

#include <map>
#include <set>

namespace rmcp::client {

std::vector<std::string> libraries_to_open(const std::string& folder, Files& files) {
  std::map<FileId, std::pair<std::string, FileFacts>> libraries;  // a file with several names once
  std::map<std::string, FileId> owners;
  for (const auto& name : sys::list_directory(folder)) {
    if (name.find(".so") == std::string::npos) continue;
    const auto path = folder + "/" + name;
    auto facts = files.examine(path);
    if (facts.state != FileFacts::State::usable || facts.elf.type != elf::ElfType::shared) continue;
    owners[name] = facts.id;
    if (!facts.elf.soname.empty()) owners[facts.elf.soname] = facts.id;
    libraries.try_emplace(facts.id, path, std::move(facts));
  }
  std::set<FileId> needed;
  for (const auto& [id, library] : libraries) {
    for (const auto& name : library.second.elf.needed)
      if (const auto owner = owners.find(name); owner != owners.end() && owner->second != id)
        needed.insert(owner->second);
  }
  std::set<std::string> roots, all;
  for (const auto& [id, library] : libraries) {
    all.insert(library.first);
    if (!needed.contains(id)) roots.insert(library.first);
  }
  // Libraries that need each other in a loop have no root.
  const auto& chosen = roots.empty() ? all : roots;
  return {chosen.begin(), chosen.end()};
}

}  // namespace rmcp::client
