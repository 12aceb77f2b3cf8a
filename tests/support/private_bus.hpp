// SPDX-License-Identifier: MIT
// A system bus of our own, with rmcpd's bus policy in force, and polkitd on it where asked.
#pragma once
#include "process.hpp"

#include <memory>
#include <string>

namespace rmcp::testbed {

class PrivateBus {
 public:
  /// Its files go below `directory`. Throws std::runtime_error.
  explicit PrivateBus(const std::string& directory);

  const std::string& address() const { return address_; }
  /// True when somebody owns `name`.
  bool has_owner(const std::string& name) const;

 private:
  std::string address_;
  std::unique_ptr<Child> daemon_;
};

class Polkit {
 public:
  /// Needs root and a mount namespace of our own: lays `directory`/actions and `directory`/rules
  /// over the system's. Actions are the system's and ours; rules those found in `rules` ("" :
  /// none).
  Polkit(const PrivateBus& bus, const std::string& directory, const std::string& rules);

  /// JavaScript rules put here are obeyed at once.
  const std::string& rules_directory() const { return rules_; }

 private:
  std::string rules_;
  std::unique_ptr<Child> daemon_;
};

/// Gives this process a mount table that nobody else sees; false when that is not allowed. Before
/// any thread is started.
bool enter_private_mounts();

}  // namespace rmcp::testbed
