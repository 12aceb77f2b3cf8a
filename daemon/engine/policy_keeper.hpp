// SPDX-License-Identifier: MIT
// The policy in force: that of the files, or the last good one while the files have errors.
#pragma once
#include "daemon/config/loader.hpp"
#include "lib/sys/paths.hpp"
#include "lib/text/failure.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::engine {

enum class PolicyState {
  valid,
  stale,        // the files have errors; the last good policy is in force
  invalid,      // they have errors, and there is none
  unreachable,  // a file system does not answer; the policy in force stays
};
std::string_view to_string(PolicyState);

/// The reason to refuse a request to apply while the state is `invalid`.
inline constexpr auto kNothingInForce = "there is no earlier policy either: nothing is applied";

class PolicyKeeper {
 public:
  /// Keep::no: never writes the last good policy, for use outside the daemon.
  enum class Keep { no, yes };
  PolicyKeeper(sys::Paths paths, unsigned owner, Keep keep);

  /// Reads the files. If they have errors the policy in force stays; at start that is the last good
  /// one from the state directory. False if there are errors. Blocks: the daemon uses a
  /// PolicyLoader, which calls the members below.
  bool load();

  bool accept(config::Loaded loaded);
  void adopt_last_good(std::optional<config::Loaded> kept);
  void set_unreachable(const std::string& why);
  /// There has never been a good policy: that of an earlier start has to be requested.
  [[nodiscard]] bool wants_last_good() const { return !have_good_; }
  void set_keep_error(std::string error) { keep_error_ = std::move(error); }

  [[nodiscard]] std::shared_ptr<const Policy> policy() const { return policy_; }
  [[nodiscard]] PolicyState state() const { return state_; }
  /// Of the files, and further remarks.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  /// Adds a problem that the policy's administrator has to know. True if it is new.
  bool set_remarks(std::vector<Diagnostic> remarks);

  /// The files and folders as they were last read, with errors or without.
  [[nodiscard]] const std::vector<sys::Stamp>& stamps() const { return stamps_; }

  /// Why the good policy could not be saved for the next start; empty if it could.
  [[nodiscard]] const std::string& keep_error() const { return keep_error_; }

 private:
  sys::Paths paths_;
  unsigned owner_;
  Keep keep_;
  std::shared_ptr<const Policy> policy_ = std::make_shared<Policy>();
  PolicyState state_ = PolicyState::invalid;
  bool have_good_ = false;
  std::vector<Diagnostic> diagnostics_, remarks_;
  std::vector<sys::Stamp> stamps_;
  std::string keep_error_;
};

/// The last policy without errors that was saved. Blocks.
std::optional<config::Loaded> read_last_good(const sys::Paths& paths);
/// The reason why it cannot be saved. Blocks.
Failure keep_last_good(const sys::Paths& paths, const std::vector<toml::SourceFile>& sources);

}  // namespace rmcp::engine
