// SPDX-License-Identifier: MIT
#include "export/default_keeper.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace rmcp::exported {
namespace {

using Is = DefaultLibraryState::Is;

/// The unit writes several files.
constexpr std::chrono::milliseconds kGather{50};

}  // namespace

DefaultKeeper::DefaultKeeper(sys::Loop& loop, const sys::Paths& paths, bool write, Changed changed)
    : folder_(paths.state),
      call_(paths.runtime + "/default-set-wanted"),
      write_(write),
      changed_(std::move(changed)),
      watch_(loop, kGather, [this] { look(); }) {}

void DefaultKeeper::set_wish(std::optional<DefaultLibrary> wish) {
  wish_ = std::move(wish);
  look();
}

void DefaultKeeper::set_library_sets(std::shared_ptr<const std::vector<LibrarySet>> sets) {
  sets_ = std::move(sets);
  look();
}

void DefaultKeeper::look() {
  if (!sets_) return;
  auto state = bring_about();
  if (state == state_) return;
  if (state_ || state.is != Is::none)
    spdlog::log(state.is == Is::refused ? spdlog::level::warn : spdlog::level::info,
                "system default library set: {}{}{}{}{}", to_string(state.is),
                state.set.empty() ? "" : ": ", state.set, state.note.empty() ? "" : ": ",
                state.note);
  state_ = std::move(state);
  changed_(*state_);
}

DefaultLibraryState DefaultKeeper::bring_about() {
  auto choice = choose_default_library(wish_, *sets_);
  if (!write_) {
    if (choice.set != nullptr) choice.state.note = "mode is observe";
    return choice.state;
  }
  if (auto problem = keep(choice.set); !problem.empty()) {
    choice.state.note = std::move(problem);
    return choice.state;
  }
  call_for_unit(folder_.contents() != folder_.cached());
  // When the unit has done its work it says so in there.
  if (sys::exists(folder_.top())) watch_.watch({folder_.top()});
  return state_in(folder_, choice);
}

/// Empty, or what could not be done.
std::string DefaultKeeper::keep(const LibrarySet* set) {
  sys::Errno error = 0;
  if (set == nullptr) {
    error = folder_.contents().empty() ? 0 : folder_.remove();
  } else {
    const auto made = make_default_set(*set, folder_.current(), sys::exists);
    if (made.contents != folder_.contents()) error = folder_.put(made);
  }
  return error == 0
             ? ""
             : fmt::format("{}: cannot be written: {}", folder_.top(), sys::describe_errno(error));
}

void DefaultKeeper::call_for_unit(bool wanted) const {
  if (wanted == sys::exists(call_)) return;
  const auto error = wanted ? sys::replace_file(call_, "", 0644, false) : sys::remove_file(call_);
  if (error != 0) spdlog::warn("{}: {}", call_, sys::describe_errno(error));
}

}  // namespace rmcp::exported
