// SPDX-License-Identifier: MIT
// Rounds of work that may block, one at a time: each on a thread of its own, with a limit after
// which nothing waits for it any more. Requests made meanwhile lead to one more round.
#pragma once
#include "lib/sys/loop.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace rmcp::sys {

/// The time after which a file system counts as not answering.
inline constexpr std::chrono::milliseconds kPatience{5'000};

/// "no answer for 5 s".
std::string no_answer(std::chrono::milliseconds limit);

/// Rounds with any result type; users want Rounds<T> below.
class RoundsBase {
 public:
  RoundsBase(const RoundsBase&) = delete;
  RoundsBase& operator=(const RoundsBase&) = delete;

  /// A round runs.
  [[nodiscard]] bool running() const { return running_; }
  /// A round runs, and has taken longer than the limit.
  [[nodiscard]] bool late() const { return late_; }
  [[nodiscard]] std::chrono::milliseconds limit() const { return limit_; }
  /// The number of the last round that ended; it answers an `ask` that returned this number or a
  /// lower one.
  [[nodiscard]] std::uint64_t ended() const { return ended_; }

 protected:
  using Failed = std::function<void(const std::string& why)>;
  /// Runs on the thread; the function that it returns is called in the loop.
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
  Mailbox mailbox_;   // drops results that come after our end
  Timer timer_;       // the limit of the running round, or the time of the next try
  Work work_, next_;  // of the round that runs or ran last, and of the next one
  std::uint64_t started_ = 0, ended_ = 0;
  bool running_ = false, late_ = false;
};

template <class T>
class Rounds : public RoundsBase {
 public:
  struct Hooks {
    /// All in the loop. A result that comes after `late` counts like any other.
    std::function<void(T)> done;
    /// The round threw, or no thread could be created for it, which is tried again.
    std::function<void(const std::string& why)> failed;
    /// The limit is over, and the round still runs. No other round starts until it has ended; then
    /// one follows in any case.
    std::function<void()> late;
  };

  Rounds(Loop& loop, std::chrono::milliseconds limit, Hooks hooks)
      : RoundsBase(loop, limit, std::move(hooks.failed), std::move(hooks.late)),
        done_(std::make_shared<std::function<void(T)>>(std::move(hooks.done))) {}

  /// Starts a round, or another one after the running round: of several requests meanwhile only the
  /// last is served. `work` must own all that it needs, since it may outlive everything here.
  /// Returns the number of the round that answers.
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
