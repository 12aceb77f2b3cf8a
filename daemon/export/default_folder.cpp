// SPDX-License-Identifier: MIT
#include "export/default_folder.hpp"

#include "export/set_layout.hpp"

#include <filesystem>
#include <set>

namespace rmcp::exported {
namespace {

namespace fs = std::filesystem;

sys::Errno remove_all(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error.value();
}

/// On disk before anything leads to it.
sys::Errno fill(const std::string& folder, const DefaultSet& set) {
  std::set<std::string> folders{folder};
  for (const auto& [as, target] : set.links) {
    const auto path = folder + "/" + as;
    auto above = path.substr(0, path.rfind('/'));
    if (const auto error = sys::make_directories(above)) return error;
    if (const auto error = sys::replace_link(path, target)) return error;
    for (; above != folder; above.resize(above.rfind('/'))) folders.insert(above);
  }
  if (const auto error = sys::replace_file(folder + "/ld.so.conf", set.loader_config)) return error;
  if (const auto error = sys::replace_file(folder + "/contents", set.contents)) return error;
  for (const auto& one : folders)
    if (const auto error = sys::sync_directory(one)) return error;
  return 0;
}

}  // namespace

std::string DefaultFolder::contents() const {
  return sys::read_file(current() + "/contents").value_or("");
}

std::string DefaultFolder::cached() const { return sys::read_file(top_ + "/cached").value_or(""); }

sys::Errno DefaultFolder::put(const DefaultSet& set) const {
  const auto old = sys::link_name(current());
  const std::string next = old == "a" ? "b" : "a";
  const auto folder = top_ + "/" + next;
  if (const auto error = remove_all(folder)) return error;
  if (const auto error = sys::make_directories(folder)) return error;
  if (const auto error = fill(folder, set)) return error;
  if (const auto error = sys::replace_link(current(), next)) return error;
  if (const auto error = sys::sync_directory(top_)) return error;
  return old.empty() ? 0 : remove_all(top_ + "/" + old);
}

sys::Errno DefaultFolder::remove() const {
  if (const auto error = sys::remove_file(current())) return error;
  for (const auto* folder : {"/a", "/b"})
    if (const auto error = remove_all(top_ + folder)) return error;
  return sys::exists(top_) ? sys::sync_directory(top_) : 0;
}

}  // namespace rmcp::exported
