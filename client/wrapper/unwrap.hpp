// SPDX-License-Identifier: MIT
// One step from a command to the command that it starts: from `env A=b prog` to `prog` with A=b.
#pragma once
#include "client/wrapper/environment_change.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

struct Unwrapped {
  std::vector<std::string> command;        // empty: it starts none, or is not followed
  std::vector<EnvironmentChange> changes;  // in their order
  std::string folder;                      // it changes to; "" if it stays
  std::vector<std::string> notes;          // "sudo is not followed: ..."

  bool operator==(const Unwrapped&) const = default;
};

/// `command`: at least its name. Nothing if it is not known to start another one.
std::optional<Unwrapped> unwrap(const std::vector<std::string>& command,
                                const Variables& environment);

}  // namespace rmcp::client
