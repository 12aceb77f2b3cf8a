// SPDX-License-Identifier: MIT
// The records around risky parameters of the module: confirmed values, values that were taken back,
// and boots on probation.
#pragma once
#include "daemon/engine/module_job.hpp"

#include <string>
#include <vector>

namespace rmcp::engine {

class ModuleCaution {
 public:
  explicit ModuleCaution(const ModuleJob& job) : job_(job) {}

  /// The decisions about the desired value, on the card whose policy wants it.
  [[nodiscard]] Permission permission(const DesiredParameter& desired) const;

  /// No part of rmcpd can run before the kernel loads the driver, so the first boot with a risky
  /// value is its trial: if that ended within minutes the value is taken back. A first boot that
  /// went well is its confirmation; then two bad boots in a row are needed. Returns the values
  /// taken back, for the log.
  std::vector<std::string> enter_probation(const std::vector<ParameterState>& parameters);

  /// Takes the value back from now on, even if that cannot be recorded.
  void hold(const TakenBack& value);
  [[nodiscard]] bool holds_any() const { return !taken_back_.empty(); }

  /// Something risky is in force, and the boot is young.
  [[nodiscard]] bool on_probation() const { return on_probation_; }
  /// Values that are held and could not be recorded.
  [[nodiscard]] const std::vector<TakenBack>& unnoted() const { return unnoted_; }

 private:
  using Risky = std::vector<const ParameterState*>;

  [[nodiscard]] const CardId* card_of(const std::string& key) const;
  [[nodiscard]] bool approved(const ParameterState& s) const {
    return permission(s.desired).approved;
  }
  void approve(const ParameterState& s);
  std::vector<std::string> revoke(const Risky& risky, bool proven);

  const ModuleJob& job_;
  std::vector<TakenBack> taken_back_;  // in this round
  std::vector<TakenBack> unnoted_;
  bool on_probation_ = false;
};

}  // namespace rmcp::engine
