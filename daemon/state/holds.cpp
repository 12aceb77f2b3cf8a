// SPDX-License-Identifier: MIT
// Holds as files.
#include "state/holds.hpp"

#include "sys/file.hpp"

namespace rmcp::state {

Holds::Holds(std::string runtime_directory, std::string state_directory)
    : runtime_(std::move(runtime_directory) + "/held"),
      state_(std::move(state_directory) + "/held") {}

bool Holds::held(const CardId& card) const {
  const auto name = "/" + card.key();
  return sys::exists(runtime_ + name) || sys::exists(state_ + name);
}

int Holds::hold(const CardId& card, bool keep) const {
  const auto& folder = keep ? state_ : runtime_;
  if (const int error = sys::make_directories(folder)) return error;
  return sys::replace_file(folder + "/" + card.key(), "", 0644, keep);
}

int Holds::release(const CardId& card) const {
  for (const auto& folder : {runtime_, state_}) {
    const auto path = folder + "/" + card.key();
    // Nothing to remove is no reason to fail where /var is read-only.
    if (!sys::exists(path)) continue;
    if (const int error = sys::remove_file(path)) return error;
  }
  return 0;
}

}  // namespace rmcp::state
