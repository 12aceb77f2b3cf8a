// SPDX-License-Identifier: MIT
// valid -> stale -> valid; invalid only when there never was a good one.
#include "engine/policy_keeper.hpp"

#include "state/last_good.hpp"
#include "sys/file.hpp"

#include <array>

namespace rmcp::engine {

std::string_view to_string(PolicyState state) {
  constexpr std::array<std::string_view, 3> names{"valid", "stale", "invalid"};
  return names.at(static_cast<std::size_t>(state));
}

PolicyKeeper::PolicyKeeper(sys::Paths paths, unsigned owner, Keep keep)
    : paths_(std::move(paths)), owner_(owner), keep_(keep) {}

bool PolicyKeeper::load() {
  auto loaded = config::load_policy(paths_.config, owner_);
  diagnostics_ = loaded.diagnostics;
  keep_error_.clear();
  if (!loaded.ok()) {
    fall_back();
    return false;
  }
  policy_ = std::make_shared<Policy>(std::move(loaded.policy));
  state_ = PolicyState::valid;
  have_good_ = true;
  if (keep_ == Keep::no) return true;
  if (const int error = state::save_last_good(paths_.state, loaded.sources)) {
    keep_error_ = paths_.state +
                  ": the policy cannot be kept for the next start: " + sys::describe_errno(error);
  }
  return true;
}

void PolicyKeeper::fall_back() {
  state_ = have_good_ ? PolicyState::stale : PolicyState::invalid;
  if (have_good_) return;
  auto files = state::load_last_good(paths_.state);
  if (!files) return;
  auto kept = config::parse_policy(std::move(*files));
  if (!kept.ok()) return;
  policy_ = std::make_shared<Policy>(std::move(kept.policy));
  have_good_ = true;
  state_ = PolicyState::stale;
}

}  // namespace rmcp::engine
