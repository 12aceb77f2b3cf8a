// SPDX-License-Identifier: MIT
// The notes around risky parameters of the module: what is confirmed, what is taken back, and boots
// that have to be survived.
#pragma once
#include "daemon/engine/module_job.hpp"

#include <string>
#include <vector>

namespace rmcp::engine {

class ModuleCaution {
 public:
  explicit ModuleCaution(const ModuleJob& job) : job_(job) {}

  /// What has been said of the demanded value, on the card whose policy demands it.
  Permission permission(const Demand& demand) const;

  /// Nothing of ours can run before the kernel loads the driver, so the first boot with a risky
  /// value is its trial: when that ended within minutes the value is taken back. One that went well
  /// is its confirmation; then it takes two such boots in a row. Returns what is taken back, for
  /// the log.
  std::vector<std::string> enter_probation(const std::vector<ParameterState>& parameters);

  /// Takes the value back from now on, whether that can be noted or not.
  void hold(const TakenBack& value);
  bool holds_any() const { return !taken_back_.empty(); }

  /// Something risky is in force, and the boot is young.
  bool on_probation() const { return on_probation_; }
  /// Values that are held and could not be noted.
  const std::vector<TakenBack>& unnoted() const { return unnoted_; }

 private:
  using Risky = std::vector<const ParameterState*>;

  const CardId* card_of(const std::string& key) const;
  bool approved(const ParameterState& s) const { return permission(s.demand).approved; }
  void approve(const ParameterState& s);
  std::vector<std::string> take_back(const Risky& risky, bool proven);

  const ModuleJob& job_;
  std::vector<TakenBack> taken_back_;  // in this round
  std::vector<TakenBack> unnoted_;
  bool on_probation_ = false;
};

}  // namespace rmcp::engine
