// SPDX-License-Identifier: MIT
// Holds as files.
#include "state/holds.hpp"

#include "sys/file.hpp"

#include <algorithm>

namespace rmcp::state {
namespace {

/// Cards that look alike are told apart by their slot. Serial numbers may hold any character.
std::string file_name(const Device& device) {
  auto name = stable_id(device);
  if (!has_unique_identity(device)) name += "@" + to_string(device.address);
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

}  // namespace

Holds::Holds(std::string runtime_directory, std::string state_directory)
    : runtime_(std::move(runtime_directory) + "/held"),
      state_(std::move(state_directory) + "/held") {}

bool Holds::held(const Device& device) const {
  const auto name = "/" + file_name(device);
  return sys::exists(runtime_ + name) || sys::exists(state_ + name);
}

int Holds::hold(const Device& device, bool keep) const {
  const auto& folder = keep ? state_ : runtime_;
  if (const int error = sys::make_directories(folder)) return error;
  return sys::replace_file(folder + "/" + file_name(device), "", 0644, keep);
}

int Holds::release(const Device& device) const {
  const auto name = "/" + file_name(device);
  const int error = sys::remove_file(runtime_ + name);
  return error != 0 ? error : sys::remove_file(state_ + name);
}

}  // namespace rmcp::state
