// SPDX-License-Identifier: MIT
// Which risky values were confirmed on a card, and which settings were taken back from it. Over
// reboots.
#pragma once
#include "daemon/state/store.hpp"
#include "lib/gpu/card_id.hpp"
#include "lib/plan/consent.hpp"

#include <string>
#include <vector>

namespace rmcp::state {

/// One file a card. Changes return 0 or the errno of the write. They are made by the disk's thread,
/// in turn: approvals of a device's worker and of the module's cannot overwrite each other.
class Consents {
 public:
  explicit Consents(std::string state_directory);

  /// `approved` and `taken_back` as noted; the rest is empty.
  Consent read(const CardId& card) const;
  int approve(const CardId& card, const std::vector<Wanted>& values);
  int take_back(const CardId& card, const std::vector<Wanted>& values, const std::string& why);
  /// Somebody has asked to apply: nothing is taken back any more.
  int forgive(const CardId& card);

 private:
  Store<Consent> notes_;
};

}  // namespace rmcp::state
