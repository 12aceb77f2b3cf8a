// SPDX-License-Identifier: MIT
// sd-event behind RAII.
#include "lib/sys/loop.hpp"

#include "lib/sys/fd.hpp"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <system_error>

namespace rmcp::sys {
namespace {

void check(int result, const char* what) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

}  // namespace

struct Loop::SignalSource {
  Loop& loop;
  Handler handler;
  sd_event_source* source = nullptr;

  ~SignalSource() { sd_event_source_disable_unref(source); }
  static int fire(sd_event_source*, const signalfd_siginfo*, void* self) {
    const auto& me = *static_cast<SignalSource*>(self);
    me.loop.guarded(me.handler);
    return 0;
  }
};

Loop::Loop(std::function<void(const std::exception&)> on_error) : on_error_(std::move(on_error)) {
  check(sd_event_new(&event_), "event loop");
}

Loop::~Loop() {
  signals_.clear();
  sd_event_unref(event_);
}

void Loop::on_signal(int signal, Handler handler) {
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, signal);
  sigprocmask(SIG_BLOCK, &mask, nullptr);
  auto source = std::make_unique<SignalSource>(SignalSource{*this, std::move(handler)});
  check(sd_event_add_signal(event_, &source->source, signal, SignalSource::fire, source.get()),
        "signal");
  signals_.push_back(std::move(source));
}

void Loop::enable_watchdog() { check(sd_event_set_watchdog(event_, 1), "watchdog"); }

int Loop::run() {
  const int code = sd_event_loop(event_);
  check(code, "event loop");
  return code;
}

void Loop::quit(int code) { sd_event_exit(event_, code); }

void Loop::guarded(const Handler& handler) const {
  try {
    handler();
  } catch (const std::exception& e) {
    on_error_(e);
  } catch (...) {
    on_error_(std::runtime_error("an exception that is not a std::exception was thrown"));
  }
}

// --- Timer ---

Timer::Timer(Loop& loop, Loop::Handler handler, int clock)
    : loop_(loop), handler_(std::move(handler)) {
  constexpr std::uint64_t kAccuracy = 1000;
  check(sd_event_add_time(loop.get(), &source_, clock, 0, kAccuracy, fire, this), "timer");
  disarm();
}

Timer::~Timer() { sd_event_source_disable_unref(source_); }

void Timer::arm(std::chrono::microseconds delay) {
  check(sd_event_source_set_time_relative(source_, static_cast<std::uint64_t>(delay.count())),
        "timer");
  check(sd_event_source_set_enabled(source_, SD_EVENT_ONESHOT), "timer");
}

void Timer::disarm() { check(sd_event_source_set_enabled(source_, SD_EVENT_OFF), "timer"); }

bool Timer::armed() const { return sd_event_source_get_enabled(source_, nullptr) > 0; }

int Timer::fire(sd_event_source*, std::uint64_t, void* self) {
  const auto& me = *static_cast<Timer*>(self);
  me.loop_.guarded(me.handler_);
  return 0;
}

// --- Mailbox ---

struct Mailbox::Sender::Shared {
  Fd wake;
  std::mutex mutex;
  std::deque<Loop::Handler> messages;
  bool open = true;
};

void Mailbox::Sender::post(Loop::Handler message) const {
  const std::lock_guard lock(shared_->mutex);
  if (!shared_->open) return;
  shared_->messages.push_back(std::move(message));
  const std::uint64_t one = 1;
  // An eventfd cannot be full before 2^64 - 1 messages.
  [[maybe_unused]] const auto written = ::write(shared_->wake.get(), &one, sizeof one);
}

Mailbox::Mailbox(Loop& loop) : loop_(loop) {
  sender_.shared_ = std::make_shared<Sender::Shared>();
  sender_.shared_->wake = Fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!sender_.shared_->wake) check(-errno, "eventfd");
  check(sd_event_add_io(loop.get(), &source_, sender_.shared_->wake.get(), EPOLLIN, drain, this),
        "mailbox");
}

Mailbox::~Mailbox() {
  const std::lock_guard lock(sender_.shared_->mutex);
  sender_.shared_->open = false;
  sender_.shared_->messages.clear();
  sd_event_source_disable_unref(source_);
}

int Mailbox::drain(sd_event_source*, int fd, std::uint32_t, void* self) {
  auto& me = *static_cast<Mailbox*>(self);
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(fd, &count, sizeof count);
  std::deque<Loop::Handler> messages;
  {
    const std::lock_guard lock(me.sender_.shared_->mutex);
    messages.swap(me.sender_.shared_->messages);
  }
  for (const auto& message : messages) me.loop_.guarded(message);
  return 0;
}

}  // namespace rmcp::sys
