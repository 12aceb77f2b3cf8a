// SPDX-License-Identifier: MIT
// Which risky values were confirmed on a card, and which settings were taken back from it. Over
// reboots.
#pragma once
#include "core/consent.hpp"
#include "core/device.hpp"

#include <string>
#include <vector>

namespace rmcp::state {

/// One file a card. Changes return 0 or the errno of the write.
class Consents {
 public:
  explicit Consents(std::string state_directory);

  /// `approved` and `taken_back` as noted; the rest is empty.
  Consent read(const Device& device) const;
  int approve(const Device& device, const std::vector<Wanted>& values) const;
  int take_back(const Device& device, const std::vector<Wanted>& values,
                const std::string& why) const;
  /// Somebody has asked to apply: nothing is taken back any more.
  int forgive(const Device& device) const;

 private:
  int save(const Device& device, const Consent& consent) const;

  std::string folder_;
};

}  // namespace rmcp::state
