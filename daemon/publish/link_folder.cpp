// SPDX-License-Identifier: MIT
// Swaps the two folders by renaming a link, so that readers always find a whole one.
#include "daemon/publish/link_folder.hpp"

#include "lib/sys/file.hpp"

#include <filesystem>
#include <set>

namespace rmcp::publish {
namespace {

/// On disk before anything links to it.
sys::Status fill(const std::string& folder, const LinkFolder::Entries& links,
                 const LinkFolder::Entries& texts) {
  std::set<std::string> folders{folder};
  for (const auto& [as, target] : links) {
    const auto path = folder + "/" + as;
    auto above = path.substr(0, path.rfind('/'));
    if (const auto done = sys::make_directories(above); done.failed()) return done;
    if (const auto done = sys::replace_link(path, target); done.failed()) return done;
    for (; above != folder; above.resize(above.rfind('/'))) folders.insert(above);
  }
  for (const auto& [as, text] : texts)
    if (const auto done = sys::replace_file(folder + "/" + as, text); done.failed()) return done;
  for (const auto& one : folders)
    if (const auto done = sys::sync_directory(one); done.failed()) return done;
  return sys::kDone;
}

}  // namespace

sys::Status remove_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  return sys::Status(error.value());
}

std::string LinkFolder::text(const std::string& name) const {
  return sys::read_file(current() + "/" + name).value_or("");
}

sys::Status LinkFolder::put(const Entries& links, const Entries& texts) {
  const auto old = sys::link_name(current());
  const std::string next = old == "a" ? "b" : "a";
  const auto folder = top_ + "/" + next;
  if (const auto done = remove_folder(folder); done.failed()) return done;
  if (const auto done = sys::make_directories(folder); done.failed()) return done;
  if (const auto done = fill(folder, links, texts); done.failed()) return done;
  if (const auto done = sys::replace_link(current(), next); done.failed()) return done;
  if (const auto done = sys::sync_directory(top_); done.failed()) return done;
  return old.empty() ? sys::kDone : remove_folder(top_ + "/" + old);
}

sys::Status LinkFolder::remove() {
  if (const auto done = sys::remove_file(current()); done.failed()) return done;
  for (const auto* folder : {"/a", "/b"})
    if (const auto done = remove_folder(top_ + folder); done.failed()) return done;
  return sys::exists(top_) ? sys::sync_directory(top_) : sys::kDone;
}

}  // namespace rmcp::publish
