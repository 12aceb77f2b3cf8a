// SPDX-License-Identifier: MIT
// Settings made at run time: until reboot, or kept. Never in /etc.
#pragma once
#include "daemon/state/store.hpp"
#include "lib/gpu/card_id.hpp"
#include "lib/policy/policy.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::state {

/// A change of the overrides; values are texts that the knob's parser has accepted.
struct OverrideChange {
  std::map<std::string, std::string> set;
  std::vector<std::string> unset;
  std::optional<std::string> profile;  // "" removes the profile
  bool keep = false;                   // over reboots too

  [[nodiscard]] bool empty() const { return set.empty() && unset.empty() && !profile; }
};

/// The contents of one file.
struct OverrideLayer {
  std::optional<std::string> profile;
  std::map<std::string, std::string> set;

  bool operator==(const OverrideLayer&) const = default;
};

/// Two files a card, the transient one above the kept one.
class Overrides {
 public:
  Overrides(std::string runtime_directory, std::string state_directory);

  /// Values that no knob of this version accepts are skipped.
  [[nodiscard]] Overlay read(const CardId& card) const;
  sys::Status change(const CardId& card, const OverrideChange& change);

 private:
  Files<OverrideLayer> transient_;
  Store<OverrideLayer> kept_;
};

}  // namespace rmcp::state
