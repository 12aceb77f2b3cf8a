// SPDX-License-Identifier: MIT
// Swaps the two folders by renaming a link, so that the loader always finds a whole set.
#include "daemon/publish/default_folder.hpp"

#include "daemon/publish/set_layout.hpp"

#include <filesystem>
#include <set>

namespace rmcp::publish {
namespace {

using Is = DefaultLibraryState::Is;

/// Written by set-default while it runs. If it is missing at the end, the run does not count.
constexpr auto kRun = "/.cached.new";

constexpr std::string_view kHelp =
    "ldconfig has not run for it yet: systemctl enable --now rmcp-default-set.path; where that is "
    "enabled: systemctl status rmcp-default-set.service";
constexpr std::string_view kLeft =
    "no set is wanted, but the loader still has one: systemctl start rmcp-default-set.service";
constexpr std::string_view kNotPut = "rmcpd puts it in place: systemctl enable --now rmcpd";

namespace fs = std::filesystem;

sys::Status remove_all(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return sys::Status(error.value());
}

/// On disk before anything links to it.
sys::Status fill(const std::string& folder, const DefaultSet& set) {
  std::set<std::string> folders{folder};
  for (const auto& [as, target] : set.links) {
    const auto path = folder + "/" + as;
    auto above = path.substr(0, path.rfind('/'));
    if (const auto done = sys::make_directories(above); done.failed()) return done;
    if (const auto done = sys::replace_link(path, target); done.failed()) return done;
    for (; above != folder; above.resize(above.rfind('/'))) folders.insert(above);
  }
  if (const auto done = sys::replace_file(folder + "/ld.so.conf", set.loader_config); done.failed())
    return done;
  if (const auto done = sys::replace_file(folder + "/contents", set.contents); done.failed())
    return done;
  for (const auto& one : folders)
    if (const auto done = sys::sync_directory(one); done.failed()) return done;
  return sys::kDone;
}

}  // namespace

std::string DefaultFolder::contents() const {
  return sys::read_file(current() + "/contents").value_or("");
}

std::string DefaultFolder::cached() const { return sys::read_file(top_ + "/cached").value_or(""); }

bool DefaultFolder::is_being_cached() const {
  const auto noted = sys::read_file(top_ + kRun);
  return noted && !noted->empty() && *noted == contents();
}

void DefaultFolder::forget_run() {
  // While the file stays, the state is pending, and its note says how to start the unit.
  sys::remove_file(top_ + kRun).ignore();
}

sys::Status DefaultFolder::put(const DefaultSet& set) {
  const auto old = sys::link_name(current());
  const std::string next = old == "a" ? "b" : "a";
  const auto folder = top_ + "/" + next;
  if (const auto done = remove_all(folder); done.failed()) return done;
  if (const auto done = sys::make_directories(folder); done.failed()) return done;
  if (const auto done = fill(folder, set); done.failed()) return done;
  if (const auto done = sys::replace_link(current(), next); done.failed()) return done;
  forget_run();  // it began with the old contents, and it is unknown which ldconfig has seen
  if (const auto done = sys::sync_directory(top_); done.failed()) return done;
  return old.empty() ? sys::kDone : remove_all(top_ + "/" + old);
}

sys::Status DefaultFolder::remove() {
  if (const auto done = sys::remove_file(current()); done.failed()) return done;
  forget_run();
  for (const auto* folder : {"/a", "/b"})
    if (const auto done = remove_all(top_ + folder); done.failed()) return done;
  return sys::exists(top_) ? sys::sync_directory(top_) : sys::kDone;
}

DefaultLibraryState state_in(const DefaultFolder& folder, const DefaultChoice& choice) {
  auto state = choice.state;
  const auto contents = folder.contents(), cached = folder.cached();
  const auto* set = choice.set;
  const bool put = set == nullptr || make_default_set(*set, folder.current()).contents == contents;
  if (put && contents == cached) {
    if (set != nullptr) state.is = Is::in_force;
    return state;
  }
  if (state.is == Is::none) state.is = Is::pending;
  if (state.is == Is::pending) state.note = !put ? kNotPut : contents.empty() ? kLeft : kHelp;
  return state;
}

}  // namespace rmcp::publish
