// SPDX-License-Identifier: MIT
// The risky values that were confirmed on a card, and the settings that were taken back from it.
// Kept over reboots.
#pragma once
#include "daemon/state/store.hpp"
#include "lib/gpu/card_id.hpp"
#include "lib/plan/consent.hpp"

#include <string>
#include <vector>

namespace rmcp::state {

/// One file a card. The disk's thread makes all changes in turn: approvals by a device's worker and
/// by the module's cannot overwrite each other.
class Consents {
 public:
  explicit Consents(std::string state_directory);

  /// `approved` and `taken_back` from the file; the rest is empty.
  [[nodiscard]] Consent read(const CardId& card) const;
  sys::Status approve(const CardId& card, const std::vector<KnobValue>& values);
  sys::Status revoke(const CardId& card, const std::vector<KnobValue>& values,
                     const std::string& why);
  /// A client has asked to apply: nothing is taken back any more.
  sys::Status clear_revoked(const CardId& card);

 private:
  Store<Consent> notes_;
};

}  // namespace rmcp::state
