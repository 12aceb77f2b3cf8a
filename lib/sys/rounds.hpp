// SPDX-License-Identifier: MIT
// Rounds of work that may block, one at a time: each on a thread of its own, with a limit after
// which nobody waits for it any more. What is asked for meanwhile is one more round.
#pragma once
#include "lib/sys/loop.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace rmcp::sys {

/// How long a file system may take before it counts as one that does not answer.
inline constexpr std::chrono::milliseconds kPatience{5'000};

/// "no answer for 5 s".
std::string no_answer(std::chrono::milliseconds limit);

/// Rounds whatever they give; Rounds<T> below is what its users want.
class RoundsBase {
 public:
  RoundsBase(const RoundsBase&) = delete;
  RoundsBase& operator=(const RoundsBase&) = delete;

  /// A round runs.
  bool running() const { return running_; }
  /// A round runs, and has taken longer than the limit.
  bool late() const { return late_; }
  std::chrono::milliseconds limit() const { return limit_; }
  /// The number of the round that has ended last; what `ask` returned, or higher, answers it.
  std::uint64_t ended() const { return ended_; }

 protected:
  using Failed = std::function<void(const std::string& why)>;
  /// On the thread; what it returns is called in the loop.
  using Work = std::function<Loop::Handler()>;

  RoundsBase(Loop& loop, std::chrono::milliseconds limit, Failed failed, Loop::Handler late);
  ~RoundsBase() = default;

  std::uint64_t ask_for(Work work);

 private:
  void start();
  void finished(const Loop::Handler& take);
  void time_is_over();

  Loop& loop_;
  std::chrono::milliseconds limit_;
  Failed failed_;
  Loop::Handler on_late_;
  Mailbox mailbox_;   // drops what comes after our end
  Timer timer_;       // the limit of the one that runs, or the time for another try
  Work work_, next_;  // of the round that runs or ran last, and of the one that follows
  std::uint64_t started_ = 0, ended_ = 0;
  bool running_ = false, late_ = false;
};

template <class T>
class Rounds : public RoundsBase {
 public:
  struct Hooks {
    /// All in the loop. A result that comes after `late` is taken like any other.
    std::function<void(T)> done;
    /// The round threw, or no thread could be made for it, which is tried again.
    std::function<void(const std::string& why)> failed;
    /// The limit is over, and it still runs. No other round is started until it has ended; then
    /// there is one in any case.
    std::function<void()> late;
  };

  Rounds(Loop& loop, std::chrono::milliseconds limit, Hooks hooks)
      : RoundsBase(loop, limit, std::move(hooks.failed), std::move(hooks.late)),
        done_(std::make_shared<std::function<void(T)>>(std::move(hooks.done))) {}

  /// Starts a round, or another one when one runs: of what is asked for meanwhile only the last is
  /// done. `work` must hold all that it needs, since it may outlive everything here. The number of
  /// the round that answers.
  std::uint64_t ask(std::function<T()> work) {
    return ask_for([work = std::move(work), done = done_]() -> Loop::Handler {
      auto result = std::make_shared<T>(work());
      return [result, done] { (*done)(std::move(*result)); };
    });
  }

 private:
  std::shared_ptr<std::function<void(T)>> done_;
};

}  // namespace rmcp::sys
