// SPDX-License-Identifier: MIT
// Calls and signals of systemd-logind.
#pragma once
#include "daemon/bus/adaptor.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace rmcp::bus {

inline constexpr auto kLogind = "org.freedesktop.login1";

class Logind {
 public:
  virtual ~Logind() = default;
  /// `prepare` is called with true before the machine sleeps, with false when it is awake.
  virtual void on_prepare(std::function<void(bool sleeping)> prepare) = 0;
  /// A lock that delays the next sleep; `then` is not called if there is none.
  virtual void inhibit(std::function<void(sdbus::UnixFd lock)> then) = 0;
  /// Whether the machine prepares for sleep now; nothing if logind does not answer.
  virtual void ask_preparing(std::function<void(std::optional<bool>)> then) = 0;
};

std::unique_ptr<Logind> make_logind(const Bus& bus);

}  // namespace rmcp::bus
