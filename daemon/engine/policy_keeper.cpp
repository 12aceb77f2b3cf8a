// SPDX-License-Identifier: MIT
// Keeps the state of policy: valid -> stale -> valid; invalid only if no policy was ever valid.
#include "daemon/engine/policy_keeper.hpp"

#include "daemon/state/last_good.hpp"
#include "lib/sys/errno.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace rmcp::engine {

std::string_view to_string(PolicyState state) {
  constexpr std::array<std::string_view, 4> names{"valid", "stale", "invalid", "unreachable"};
  return names.at(static_cast<std::size_t>(state));
}

PolicyKeeper::PolicyKeeper(sys::Paths paths, unsigned owner, Keep keep)
    : paths_(std::move(paths)), owner_(owner), keep_(keep) {}

bool PolicyKeeper::load() {
  auto loaded = config::load_policy(paths_.config, owner_);
  const auto sources = loaded.sources;
  if (!accept(std::move(loaded))) {
    if (wants_last_good()) adopt_last_good(read_last_good(paths_));
    return false;
  }
  if (keep_ == Keep::yes) keep_error_ = keep_last_good(paths_, sources).text;
  return true;
}

bool PolicyKeeper::accept(config::Loaded loaded) {
  const bool good = loaded.ok();
  diagnostics_ = std::move(loaded.diagnostics);
  stamps_ = std::move(loaded.stamps);
  keep_error_.clear();
  if (!good) {
    state_ = have_good_ ? PolicyState::stale : PolicyState::invalid;
    return false;
  }
  policy_ = std::make_shared<Policy>(std::move(loaded.policy));
  state_ = PolicyState::valid;
  have_good_ = true;
  return true;
}

void PolicyKeeper::adopt_last_good(std::optional<config::Loaded> kept) {
  if (have_good_ || !kept || !kept->ok()) return;
  policy_ = std::make_shared<Policy>(std::move(kept->policy));
  have_good_ = true;
  if (state_ == PolicyState::invalid) state_ = PolicyState::stale;
}

void PolicyKeeper::set_unreachable(const std::string& why) {
  state_ = PolicyState::unreachable;
  diagnostics_ = {
      {Severity::error, {fmt::format("{}", fmt::join(paths_.config, ":")), 0, 0, ""}, why}};
}

std::vector<Diagnostic> PolicyKeeper::diagnostics() const {
  auto all = diagnostics_;
  all.insert(all.end(), remarks_.begin(), remarks_.end());
  return all;
}

bool PolicyKeeper::set_remarks(std::vector<Diagnostic> remarks) {
  if (remarks == remarks_) return false;
  remarks_ = std::move(remarks);
  return true;
}

std::optional<config::Loaded> read_last_good(const sys::Paths& paths) {
  auto files = state::load_last_good(paths.state);
  if (!files) return std::nullopt;
  return config::parse_policy(std::move(*files));
}

Failure keep_last_good(const sys::Paths& paths, const std::vector<toml::SourceFile>& sources) {
  return sys::failure_at(paths.state + ": the policy cannot be saved for the next start",
                         state::save_last_good(paths.state, sources));
}

}  // namespace rmcp::engine
