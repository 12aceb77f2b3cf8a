// SPDX-License-Identifier: MIT
// Starts rounds when policy, sets or the folder change.
#include "daemon/publish/default_keeper.hpp"

#include "daemon/publish/default_folder.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace rmcp::publish {
namespace {

using Is = DefaultLibraryState::Is;

/// The unit writes several files.
constexpr std::chrono::milliseconds kGatherFiles{50};

}  // namespace

DefaultKeeper::DefaultKeeper(sys::Loop& loop, Options options, Changed changed)
    : options_(std::move(options)),
      changed_(std::move(changed)),
      rounds_(loop, options_.patience,
              {.done = [this](DefaultRound round) { accept(std::move(round)); },
               .failed =
                   [this](const std::string& why) {
                     tell({Is::unreachable, name(), why});
                   },
               .late =
                   [this] {
                     tell({Is::unreachable, name(),
                           fmt::format("{}/default-set: {}", options_.paths.state,
                                       sys::no_answer(options_.patience))});
                   }}),
      watch_(loop, kGatherFiles, [this] { refresh(); }) {}

void DefaultKeeper::set_desired(std::optional<DefaultLibrary> desired) {
  desired_ = std::move(desired);
  refresh();
}

void DefaultKeeper::set_library_sets(Sets sets) {
  sets_ = std::move(sets);
  refresh();
}

void DefaultKeeper::refresh() {
  if (!sets_) return;
  const bool first = std::exchange(first_, false);
  rounds_.ask(
      [paths = options_.paths, write = options_.write, desired = desired_, sets = sets_, first] {
        if (first && write) DefaultFolder(paths.state).forget_run();
        return bring_about(paths, write, choose_default_library(desired, *sets));
      });
}

std::string DefaultKeeper::name() const { return desired_ ? desired_->set : std::string(); }

void DefaultKeeper::accept(DefaultRound round) {
  watch_.watch(std::move(round.marks));
  if (!round.warning.empty()) spdlog::warn("{}", round.warning);
  tell(std::move(round.state));
}

void DefaultKeeper::tell(DefaultLibraryState state) {
  if (state == state_) return;
  const bool bad = state.is == Is::refused || state.is == Is::unreachable;
  if (state_ || state.is != Is::none)
    spdlog::log(bad ? spdlog::level::warn : spdlog::level::info,
                "system default library set: {}{}{}{}{}", to_string(state.is),
                state.set.empty() ? "" : ": ", state.set, state.note.empty() ? "" : ": ",
                state.note);
  state_ = std::move(state);
  changed_(*state_);
}

}  // namespace rmcp::publish
