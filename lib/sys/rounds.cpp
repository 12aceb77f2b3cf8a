// SPDX-License-Identifier: MIT
// Keeps a round's thread, its time limit and the request that waits for it.
#include "lib/sys/rounds.hpp"

#include "lib/sys/detached.hpp"

#include <fmt/format.h>

#include <system_error>

namespace rmcp::sys {
namespace {

constexpr std::chrono::seconds kTryAgain{1};  // if no thread can be created

}  // namespace

std::string no_answer(std::chrono::milliseconds limit) {
  return fmt::format("no answer for {} s",
                     std::chrono::duration_cast<std::chrono::seconds>(limit).count());
}

RoundsBase::RoundsBase(Loop& loop, std::chrono::milliseconds limit, Failed failed,
                       Loop::Handler late)
    : loop_(loop),
      limit_(limit),
      failed_(std::move(failed)),
      on_late_(std::move(late)),
      mailbox_(loop),
      timer_(loop, [this] { time_is_over(); }) {}

std::uint64_t RoundsBase::ask_for(Work work) {
  next_ = std::move(work);
  const auto number = started_ + 1;
  if (!running_) start();
  return number;
}

void RoundsBase::start() {
  auto work = next_;  // kept until there is a thread
  const auto failed = [this](const std::string& why) -> Loop::Handler {
    return [this, why] { failed_(why); };
  };
  try {
    run_detached([this, failed, work = std::move(work), sender = mailbox_.sender()] {
      Loop::Handler take;
      try {
        take = work();
      } catch (const std::exception& e) {
        take = failed(e.what());
      }
      sender.post([this, take = std::move(take)] { finished(take); });
    });
  } catch (const std::system_error& error) {
    timer_.arm(kTryAgain);
    return failed_(fmt::format("cannot create a thread: {}", error.code().message()));
  }
  work_ = std::move(next_);
  next_ = nullptr;
  running_ = true;
  ++started_;
  timer_.arm(limit_);
}

/// A late result may only reflect the problem: errors, or half of the data. So the work is
/// repeated.
void RoundsBase::finished(const Loop::Handler& take) {
  if (late_ && !next_) next_ = work_;
  running_ = late_ = false;
  ended_ = started_;
  timer_.disarm();
  loop_.guarded(take);
  if (next_ && !running_) start();
}

void RoundsBase::time_is_over() {
  if (!running_) return next_ ? start() : void();
  late_ = true;
  on_late_();
}

}  // namespace rmcp::sys
