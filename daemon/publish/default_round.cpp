// SPDX-License-Identifier: MIT
// Compares the folder with the wanted set and rewrites it.
#include "daemon/publish/default_round.hpp"

#include "daemon/publish/default_folder.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

namespace rmcp::publish {
namespace {

using Is = DefaultLibraryState::Is;

/// Empty, or the error.
Failure keep(DefaultFolder& folder, const LibrarySet* set) {
  sys::Status kept;
  if (set == nullptr) {
    if (!folder.contents().empty()) kept = folder.remove();
  } else {
    const auto made = make_default_set(*set, folder.current());
    if (made.contents != folder.contents()) kept = folder.put(made);
  }
  return sys::failure_at(folder.top() + ": cannot be written", kept);
}

/// The problem, or empty.
Failure call_for_unit(const std::string& call, bool wanted) {
  if (wanted == sys::exists(call)) return {};
  const auto called = wanted ? sys::replace_file(call, "", 0644, false) : sys::remove_file(call);
  return sys::failure_at(call, called);
}

}  // namespace

DefaultRound bring_about(const sys::Paths& paths, bool write, const DefaultChoice& choice) {
  DefaultRound out{.state = choice.state, .warning = {}, .marks = {}};
  if (choice.state.is == Is::unreachable) return out;
  if (!write) {
    if (choice.set != nullptr) out.state.note = "mode is observe";
    return out;
  }
  DefaultFolder folder(paths.state);
  const auto problem = keep(folder, choice.set);
  if (sys::exists(folder.top())) out.marks = sys::FolderMarks({folder.top()});
  if (problem) {
    out.state.note = problem.text;
    return out;
  }
  // Not for the contents that the unit is working on: started again for each of its own changes, it
  // would soon hit systemd's start limit.
  const bool wanted = folder.contents() != folder.cached() && !folder.is_being_cached();
  out.warning = call_for_unit(paths.runtime + "/default-set-wanted", wanted).text;
  out.state = state_in(folder, choice);
  return out;
}

}  // namespace rmcp::publish
