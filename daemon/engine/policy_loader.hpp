// SPDX-License-Identifier: MIT
// Has policy read by workers, as /etc and /var may lie where nothing answers. Lives in the loop.
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
    /// Less than the 25 s in which a caller on the bus wants his answer.
    std::chrono::milliseconds patience{20'000};
  };

  /// `changed` is called in the loop after what the keeper says of policy has changed.
  PolicyLoader(sys::Loop& loop, PolicyKeeper& keeper, Options options,
               std::function<void()> changed);

  /// `answer` is called once: true when the files as they are now, or later, are good and in force.
  /// False at once when an earlier reading hangs; the next one follows it.
  void load(Answer answer);
  /// Nobody can wait any longer, as they have `waited`: what was good at an earlier start is taken
  /// until the files can be read.
  void hurry(std::chrono::milliseconds waited);
  /// There is something to go by, if only that no policy was ever good.
  bool known() const { return known_; }

 private:
  struct Waiting {
    std::uint64_t round;
    Answer answer;
  };

  std::uint64_t read();
  void take(config::Loaded loaded);
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
  bool hurried_ = false;  // the round that runs was not waited for
};

}  // namespace rmcp::engine
