// SPDX-License-Identifier: MIT
// Keeps the module's parameters as policy and the known cards want them. Lives in the loop; a
// thread does the work, one round at a time.
#pragma once
#include "daemon/engine/module_job.hpp"
#include "daemon/engine/probation_timer.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/rounds.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rmcp::engine {

class ModuleKeeper {
 public:
  struct Options {
    sys::Paths paths;
    bool write = false;
    std::shared_ptr<ParameterWindow> window;
    /// A boot that has lasted this long with risky parameters has survived them.
    std::chrono::milliseconds probation{600'000};
    /// A round that takes longer hangs: modprobe.d or the state folder does not answer.
    std::chrono::milliseconds patience{20'000};
  };
  /// Called in the loop when a round has ended; `changes` are the writes.
  using Done = std::function<void(std::shared_ptr<const ModuleState> state,
                                  std::vector<std::string> changes)>;

  ModuleKeeper(sys::Loop& loop, Options options, Done done);
  ~ModuleKeeper();

  /// The policy for all later rounds.
  void set_policy(std::shared_ptr<const Policy> policy) { policy_ = std::move(policy); }
  /// The cards that count. Starts a round, or another one after a running round.
  void refresh(std::vector<KnownCard> cards);

  [[nodiscard]] std::shared_ptr<const ModuleState> state() const { return state_; }

 private:
  void start();
  void accept(ModuleResult result);
  void fail(const std::string& why);
  void tell(ModuleState state, std::vector<std::string> changes);
  void probation_over();

  Options options_;
  Done done_;
  sys::Rounds<ModuleResult> rounds_;
  std::string boot_id_;
  ProbationTimer probation_;
  std::shared_ptr<state::Notes> notes_;
  std::shared_ptr<const Policy> policy_ = std::make_shared<Policy>();
  std::vector<KnownCard> cards_;
  std::shared_ptr<const ModuleState> state_;
  std::vector<TakenBack> unnoted_;
  bool survived_ = false;  // this boot's probation
  bool again_ = false;     // something has changed during a round
};

}  // namespace rmcp::engine
