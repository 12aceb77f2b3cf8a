// SPDX-License-Identifier: MIT
// Holds as files.
#include "state/holds.hpp"

#include "sys/file.hpp"

namespace rmcp::state {

Holds::Holds(std::string runtime_directory, std::string state_directory)
    : runtime_(std::move(runtime_directory) + "/held"),
      state_(std::move(state_directory) + "/held") {}

bool Holds::held(const Device& device) const {
  const auto name = "/" + card_key(device);
  return sys::exists(runtime_ + name) || sys::exists(state_ + name);
}

int Holds::hold(const Device& device, bool keep) const {
  const auto& folder = keep ? state_ : runtime_;
  if (const int error = sys::make_directories(folder)) return error;
  return sys::replace_file(folder + "/" + card_key(device), "", 0644, keep);
}

int Holds::release(const Device& device) const {
  const auto name = "/" + card_key(device);
  const int error = sys::remove_file(runtime_ + name);
  return error != 0 ? error : sys::remove_file(state_ + name);
}

}  // namespace rmcp::state
