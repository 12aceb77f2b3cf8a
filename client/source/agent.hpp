// SPDX-License-Identifier: MIT
// Asks for a password on the terminal while the daemon waits for polkit.
#pragma once
#include <sys/types.h>

#include <string>

namespace rmcp::client {

/// Runs pkttyagent for this process for the lifetime of the object, if it is of use: for an
/// ordinary user at a terminal, with polkit installed.
class PasswordAgent {
 public:
  /// `host`: the daemon's machine; empty: this one. An agent is of no use to another machine's
  /// polkit.
  explicit PasswordAgent(const std::string& host);
  ~PasswordAgent();
  PasswordAgent(const PasswordAgent&) = delete;
  PasswordAgent& operator=(const PasswordAgent&) = delete;

  /// True when polkit may ask.
  [[nodiscard]] bool running() const { return pid_ > 0; }

 private:
  pid_t pid_ = 0;
};

}  // namespace rmcp::client
