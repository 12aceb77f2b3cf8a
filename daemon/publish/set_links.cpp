// SPDX-License-Identifier: MIT
// Compares the present links with the wanted ones before it writes any.
#include "daemon/publish/set_links.hpp"

#include "daemon/publish/link_folder.hpp"
#include "daemon/publish/set_layout.hpp"
#include "lib/sets/system_library.hpp"
#include "lib/sys/file.hpp"
#include "lib/text/library_name.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

namespace rmcp::publish {
namespace {

using Links = std::map<std::string, std::string>;

constexpr auto kContents = "contents";

std::string top_of(const std::string& runtime) { return runtime + "/links"; }

/// "rocm-5.2" of /etc/rmcp/library-sets.d/rocm-5.2.toml; empty: it cannot be the name of a folder.
/// Two manifests can name one set, but not have one file.
std::string name_of(const std::string& manifest) {
  constexpr std::string_view kSuffix = ".toml";
  auto name = base_name(manifest);
  if (name.ends_with(kSuffix)) name.resize(name.size() - kSuffix.size());
  return is_library_set_name(name) ? name : std::string();
}

std::string contents_of(const Links& links) {
  std::string out;
  for (const auto& [as, target] : links) out += fmt::format("{} {}\n", as, target);
  return out;
}

void add_problem(LibrarySet& set, std::string problem) {
  set.found.state = SetState::degraded;
  set.found.reasons.push_back(std::move(problem));
}

void put_links(LibrarySet& set, LinkFolder folder) {
  const auto links = set_links(set);
  const auto contents = contents_of(links);
  if (folder.text(kContents) != contents) {
    const auto put = folder.put(links, {{kContents, contents}});
    if (put.failed())
      return add_problem(set, fmt::format("{} cannot be written: {}", folder.top(),
                                          sys::describe_errno(put.error())));
  }
  set.found.links = folder.current();
}

}  // namespace

Links set_links(const LibrarySet& set) {
  Links out;
  std::set<std::string> folders;
  const auto add = [&](const std::string& as, const std::string& file) {
    out[as] = set.prefix + "/" + file;
  };
  for (const auto& entry : library_entries(set)) {
    const auto name = base_name(entry.as);
    if (is_c_library(name) || is_cxx_library(name)) continue;
    add(entry.as, entry.file);
    add(entry.file, entry.file);  // for LD_PRELOAD
    folders.insert(folder_of(entry.as));
  }
  for (const auto& companion : set.found.companions) {
    // The C++ run time is one only where the system's is too old.
    const bool hides = companion.on_system && !is_cxx_library(base_name(companion.file)) &&
                       folders.contains(folder_of(companion.file));
    if (!hides) add(companion.file, companion.file);
  }
  for (const auto& entry : data_entries(set)) add(entry.as, entry.file);
  return out;
}

void keep_set_links(LibrarySet& set, const std::string& runtime) {
  if (!set.found.usable()) return;
  const auto name = name_of(set.origin.file);
  const LinkFolder folder(top_of(runtime) + "/" + name);
  if (set.found.foreign_runtime.empty()) {
    if (!name.empty()) remove_folder(folder.top()).ignore();  // left over: nothing leads to it
  } else if (name.empty()) {
    add_problem(set, fmt::format("{}: not a name for the folder of links that the set needs",
                                 base_name(set.origin.file)));
  } else {
    put_links(set, folder);
  }
}

void find_set_links(LibrarySet& set, const std::string& runtime) {
  const auto name = name_of(set.origin.file);
  if (!set.found.usable() || set.found.foreign_runtime.empty() || name.empty()) return;
  const LinkFolder folder(top_of(runtime) + "/" + name);
  if (folder.text(kContents) == contents_of(set_links(set))) set.found.links = folder.current();
}

void drop_set_links(const std::set<std::string>& manifests, const std::string& runtime) {
  std::set<std::string> kept;
  for (const auto& manifest : manifests) kept.insert(name_of(manifest));
  for (const auto& name : sys::list_directory(top_of(runtime)))
    if (!kept.contains(name)) remove_folder(top_of(runtime) + "/" + name).ignore();  // see above
}

}  // namespace rmcp::publish
