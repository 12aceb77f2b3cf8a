// SPDX-License-Identifier: MIT
// The owner of a unique name, according to the bus. Asked once per name and never waited for;
// forgotten when the name goes.
#pragma once
#include "daemon/bus/adaptor.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace rmcp::bus {

class Senders {
 public:
  /// For a caller whose user the bus does not report: nobody.
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  virtual ~Senders() = default;

  using Then = std::function<void(std::uint32_t uid)>;
  /// Calls `then` when the owner of the name is known, possibly before this returns; never if the
  /// name goes first. False if too many calls wait already.
  virtual bool identify(const std::string& name, Then then) = 0;

  /// Calls `gone` when the name leaves the bus, unless the handle has been released by then. For
  /// names that have been identified.
  using Watch = std::shared_ptr<void>;
  virtual Watch when_gone(const std::string& name, std::function<void()> gone) = 0;
};

std::unique_ptr<Senders> make_senders(const Bus& bus);

}  // namespace rmcp::bus
