// SPDX-License-Identifier: MIT
// Runs three kinds of rounds, since the files, the last good policy and its place on disk can hang
// independently.
#include "daemon/engine/policy_loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rmcp::engine {

PolicyLoader::PolicyLoader(sys::Loop& loop, PolicyKeeper& keeper, Options options,
                           std::function<void()> changed)
    : keeper_(keeper),
      options_(std::move(options)),
      changed_(std::move(changed)),
      files_(loop, options_.patience,
             {.done = [this](config::Loaded loaded) { accept(std::move(loaded)); },
              .failed = [this](const std::string& why) { give_up(why); },
              .late = [this] { give_up("unreachable: " + sys::no_answer(options_.patience)); }}),
      last_good_(loop, options_.patience,
                 {.done =
                      [this](std::optional<config::Loaded> kept) {
                        keeper_.adopt_last_good(std::move(kept));
                        finish();
                      },
                  .failed = [this](const std::string&) { finish(); },
                  .late = [] {}}),
      keeping_(loop, options_.patience,
               {.done =
                    [this](std::string error) {
                      keeper_.set_keep_error(std::move(error));
                      if (!keeper_.keep_error().empty()) changed_();
                    },
                .failed = [](const std::string&) {},
                .late =
                    [this] {
                      keeper_.set_keep_error(
                          fmt::format("{}: the policy cannot be saved for the next start: {}",
                                      options_.paths.state, sys::no_answer(options_.patience)));
                      changed_();
                    }}) {}

void PolicyLoader::load(Answer answer) {
  const bool hangs = files_.late();
  const auto round = read();
  if (hangs) return answer(false);
  waiting_.push_back({round, std::move(answer)});
}

std::uint64_t PolicyLoader::read() {
  return files_.ask([paths = options_.paths, owner = options_.owner] {
    return config::load_policy(paths.config, owner);
  });
}

void PolicyLoader::hurry(std::chrono::milliseconds waited) {
  if (known_ || !files_.running() || files_.late()) return;
  hurried_ = true;
  give_up("unreachable: " + sys::no_answer(waited));
}

void PolicyLoader::accept(config::Loaded loaded) {
  auto sources = loaded.sources;
  // A round that hung and then failed may have hit the end of the problem.
  if (std::exchange(hurried_, false) && !loaded.ok()) read();
  if (keeper_.accept(std::move(loaded))) {
    keeping_.ask([paths = options_.paths, sources = std::move(sources)] {
      return keep_last_good(paths, sources).text;
    });
  } else if (keeper_.wants_last_good()) {
    last_good_.ask([paths = options_.paths] { return read_last_good(paths); });
    return;
  }
  finish();
}

void PolicyLoader::give_up(const std::string& why) {
  keeper_.set_unreachable(why);
  if (keeper_.wants_last_good())
    last_good_.ask([paths = options_.paths] { return read_last_good(paths); });
  else
    changed_();
  if (files_.late()) answer_up_to(files_.ended() + 1, false);
}

void PolicyLoader::finish() {
  known_ = true;
  changed_();
  answer_up_to(files_.ended(), keeper_.state() == PolicyState::valid);
}

void PolicyLoader::answer_up_to(std::uint64_t round, bool good) {
  const auto later = std::stable_partition(waiting_.begin(), waiting_.end(),
                                           [&](const auto& one) { return one.round > round; });
  std::vector<Waiting> now(std::make_move_iterator(later), std::make_move_iterator(waiting_.end()));
  waiting_.erase(later, waiting_.end());
  for (const auto& one : now) one.answer(good);
}

}  // namespace rmcp::engine
