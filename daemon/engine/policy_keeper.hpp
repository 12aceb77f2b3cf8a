// SPDX-License-Identifier: MIT
// The policy in force: what the files say, or the last good one while the files have errors.
#pragma once
#include "config/loader.hpp"
#include "sys/paths.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rmcp::engine {

enum class PolicyState { valid, stale, invalid };
std::string_view to_string(PolicyState);

class PolicyKeeper {
 public:
  /// Keep::no: never writes the last good policy, for a look from outside the daemon.
  enum class Keep { no, yes };
  PolicyKeeper(sys::Paths paths, unsigned owner, Keep keep);

  /// Reads the files. When they have errors the policy in force stays; at start that is the last
  /// good one from the state directory. False when there are errors.
  bool load();

  std::shared_ptr<const Policy> policy() const { return policy_; }
  PolicyState state() const { return state_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  /// Why the good policy could not be kept for the next start; empty when it could.
  const std::string& keep_error() const { return keep_error_; }

 private:
  void fall_back();

  sys::Paths paths_;
  unsigned owner_;
  Keep keep_;
  std::shared_ptr<const Policy> policy_ = std::make_shared<Policy>();
  PolicyState state_ = PolicyState::invalid;
  bool have_good_ = false;
  std::vector<Diagnostic> diagnostics_;
  std::string keep_error_;
};

}  // namespace rmcp::engine
