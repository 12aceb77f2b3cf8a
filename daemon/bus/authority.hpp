// SPDX-License-Identifier: MIT
// The permissions of callers. One table; a member that is not in it is denied.
#pragma once
#include "daemon/bus/names.hpp"
#include "daemon/bus/sdbus_compat.hpp"
#include "daemon/bus/senders.hpp"
#include "lib/sys/loop.hpp"
#include "lib/text/failure.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::bus {

/// The polkit action that a method needs: empty for methods that everybody may call, nothing for
/// methods that are not in the table. `force`: the caller wants the method's checks to be skipped.
std::optional<std::string_view> action_for(std::string_view interface, std::string_view member,
                                           bool force = false);

/// The decision about one call; with the reason if it is refused.
struct Verdict {
  bool allowed = false;
  std::string reason;
  Failure::Code code = Failure::Code::not_authorized;
};

/// The caller: the unique name on the bus, and the user according to the bus.
struct Caller {
  std::string name;
  std::uint32_t uid;

  /// Needs no authorisation: root, and the user that the daemon runs as.
  [[nodiscard]] bool is_privileged() const;
};

class Authority {
 public:
  virtual ~Authority() = default;
  /// Asks whether this caller may do `action`. `then` is called once, in the loop; it is released
  /// without a call if the caller leaves the bus first.
  virtual void check(const Caller& caller, std::string_view action, bool interactive,
                     std::function<void(Verdict)> then) = 0;
};

/// polkit; without it only privileged callers are allowed.
std::unique_ptr<Authority> make_polkit_authority(const Bus& bus, Senders& senders);

}  // namespace rmcp::bus
