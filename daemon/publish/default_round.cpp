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
std::string keep(const DefaultFolder& folder, const LibrarySet* set) {
  sys::Errno error = 0;
  if (set == nullptr) {
    error = folder.contents().empty() ? 0 : folder.remove();
  } else {
    const auto made = make_default_set(*set, folder.current(), sys::exists);
    if (made.contents != folder.contents()) error = folder.put(made);
  }
  return error == 0
             ? ""
             : fmt::format("{}: cannot be written: {}", folder.top(), sys::describe_errno(error));
}

/// The problem, or empty.
std::string call_for_unit(const std::string& call, bool wanted) {
  if (wanted == sys::exists(call)) return {};
  const auto error = wanted ? sys::replace_file(call, "", 0644, false) : sys::remove_file(call);
  return error == 0 ? "" : fmt::format("{}: {}", call, sys::describe_errno(error));
}

}  // namespace

DefaultRound bring_about(const sys::Paths& paths, bool write, const DefaultChoice& choice) {
  DefaultRound out{.state = choice.state, .warning = {}, .marks = {}};
  if (choice.state.is == Is::unreachable) return out;
  if (!write) {
    if (choice.set != nullptr) out.state.note = "mode is observe";
    return out;
  }
  const DefaultFolder folder(paths.state);
  auto problem = keep(folder, choice.set);
  if (sys::exists(folder.top())) out.marks = sys::FolderMarks({folder.top()});
  if (!problem.empty()) {
    out.state.note = std::move(problem);
    return out;
  }
  // Not for the contents that the unit is working on: started again for each of its own changes, it
  // would soon hit systemd's start limit.
  const bool wanted = folder.contents() != folder.cached() && !folder.is_being_cached();
  out.warning = call_for_unit(paths.runtime + "/default-set-wanted", wanted);
  out.state = state_in(folder, choice);
  return out;
}

}  // namespace rmcp::publish
