// SPDX-License-Identifier: MIT
// The one event loop (sd-event): timers, signals, descriptors and messages from workers.
#pragma once
#include <systemd/sd-event.h>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

namespace rmcp::sys {

class Loop {
 public:
  using Handler = std::function<void()>;

  /// Throws std::system_error. `on_error` gets exceptions from handlers: none reaches sd-event's C
  /// code.
  explicit Loop(std::function<void(const std::exception&)> on_error);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  [[nodiscard]] sd_event* get() const { return event_; }

  /// Blocks the signal for the process and calls the handler in the loop.
  void on_signal(int signal, Handler handler);
  /// Keeps systemd's watchdog fed while the loop turns (WATCHDOG_USEC).
  void enable_watchdog();

  int run();
  void quit(int code);

  /// Calls a handler and lets no exception out.
  void guarded(const Handler& handler) const;

 private:
  struct SignalSource;

  sd_event* event_ = nullptr;
  std::function<void(const std::exception&)> on_error_;
  std::vector<std::unique_ptr<SignalSource>> signals_;
};

/// Fires once each time it is armed; disarmed when it goes out of scope.
class Timer {
 public:
  /// `clock`: CLOCK_BOOTTIME counts while the machine sleeps.
  Timer(Loop& loop, Loop::Handler handler, int clock = CLOCK_MONOTONIC);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void arm(std::chrono::microseconds delay);
  void disarm();
  [[nodiscard]] bool armed() const;

 private:
  static int fire(sd_event_source*, std::uint64_t, void* self);

  Loop& loop_;
  Loop::Handler handler_;
  sd_event_source* source_ = nullptr;
};

/// Lets other threads run a function in the loop. A sender may outlive the mailbox: its messages
/// are then dropped, so a worker that returns from a stuck write after the daemon has ended does no
/// harm.
class Mailbox {
 public:
  explicit Mailbox(Loop& loop);
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  class Sender {
   public:
    void post(Loop::Handler message) const;

   private:
    friend class Mailbox;
    struct Shared;
    std::shared_ptr<Shared> shared_;
  };
  [[nodiscard]] Sender sender() const { return sender_; }

 private:
  static int drain(sd_event_source*, int, std::uint32_t, void* self);

  Loop& loop_;
  Sender sender_;
  sd_event_source* source_ = nullptr;
};

}  // namespace rmcp::sys
