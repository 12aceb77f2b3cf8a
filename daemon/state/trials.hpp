// SPDX-License-Identifier: MIT
// An apply that is taken back unless somebody confirms it: noted on disk before its first write, so
// that neither a dead daemon nor a dead machine leaves it standing.
#pragma once
#include "core/consent.hpp"
#include "core/device.hpp"
#include "core/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::state {

struct Trial {
  std::string boot_id;
  std::uint64_t bind_epoch = 0;
  Originals before;           // the journal before it: what was in force by us
  std::vector<Wanted> tried;  // all settings that it wrote
  std::vector<Wanted> risky;  // those of them that a confirmation approves

  bool operator==(const Trial&) const = default;
};

/// One file a card. Changes return 0 or the errno of the write.
class Trials {
 public:
  explicit Trials(std::string state_directory);

  std::optional<Trial> read(const Device& device) const;
  int save(const Device& device, const Trial& trial) const;
  /// What it wrote has gone with the driver: nothing is left to be put back.
  int binding_ended(const Device& device) const;
  int drop(const Device& device) const;

 private:
  std::string folder_;
};

}  // namespace rmcp::state
