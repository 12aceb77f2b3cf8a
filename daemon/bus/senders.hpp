// SPDX-License-Identifier: MIT
// Who is behind a unique name, as the bus knows it. Asked once per name and never waited for; what
// is known of a name goes with it.
#pragma once
#include "daemon/bus/adaptor.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace rmcp::bus {

class Senders {
 public:
  /// For a caller whose user the bus does not tell: nobody's.
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  virtual ~Senders() = default;

  using Then = std::function<void(std::uint32_t uid)>;
  /// Calls `then` when it is known whose the name is, possibly before this returns; never when the
  /// name goes first. False when too many wait for that already.
  virtual bool identify(const std::string& name, Then then) = 0;

  /// Calls `gone` when the name leaves the bus, unless the handle has been let go by then. For
  /// names that have been identified.
  using Watch = std::shared_ptr<void>;
  virtual Watch when_gone(const std::string& name, std::function<void()> gone) = 0;
};

std::unique_ptr<Senders> make_senders(const Bus& bus);

}  // namespace rmcp::bus
