// SPDX-License-Identifier: MIT
// Makes workers read policy, as /etc and /var may be on file systems that do not answer. Lives in
// the loop.
#pragma once
#include "daemon/engine/policy_keeper.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/rounds.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::engine {

class PolicyLoader {
 public:
  using Answer = std::function<void(bool good)>;
  struct Options {
    sys::Paths paths;
    unsigned owner = 0;
    /// Less than the 25 s after which a caller on the bus gives up.
    std::chrono::milliseconds patience{20'000};
  };

  /// `changed` is called in the loop after a change of the keeper's state.
  PolicyLoader(sys::Loop& loop, PolicyKeeper& keeper, Options options,
               std::function<void()> changed);

  /// `answer` is called once: true if the present files, or later ones, are good and in force.
  /// False at once if an earlier read hangs; the next one follows it.
  void load(Answer answer);
  /// Ends the wait after `waited`: the last good policy is used until the files can be read.
  void hurry(std::chrono::milliseconds waited);
  /// There is a policy, or it is known that none was ever good.
  [[nodiscard]] bool known() const { return known_; }

 private:
  struct Waiting {
    std::uint64_t round;
    Answer answer;
  };

  std::uint64_t read();
  void accept(config::Loaded loaded);
  void give_up(const std::string& why);
  void finish();
  void answer_up_to(std::uint64_t round, bool good);

  PolicyKeeper& keeper_;
  Options options_;
  std::function<void()> changed_;
  sys::Rounds<config::Loaded> files_;
  sys::Rounds<std::optional<config::Loaded>> last_good_;
  sys::Rounds<std::string> keeping_;
  std::vector<Waiting> waiting_;
  bool known_ = false;
  bool hurried_ = false;  // the running round was not waited for
};

}  // namespace rmcp::engine
