// SPDX-License-Identifier: MIT
// Who may call what. One table; what is not in it is denied.
#pragma once
#include "bus/sdbus_compat.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::bus {

/// The polkit action that a method needs: empty for methods that everybody may call, nothing for
/// methods that the table does not know.
std::optional<std::string_view> action_for(std::string_view interface, std::string_view member);

/// The decision about one call.
struct Verdict {
  bool allowed = false;
  std::string reason;
};

class Authority {
 public:
  virtual ~Authority() = default;
  /// Asks whether the caller with this unique bus name may do `action`. `then` is called once,
  /// later, in the loop.
  virtual void check(const std::string& sender, std::string_view action, bool interactive,
                     std::function<void(Verdict)> then) = 0;
};

/// polkit; where it does not run, root and the user that the daemon runs as may, others may not.
std::unique_ptr<Authority> make_polkit_authority(sdbus::IConnection& connection);

}  // namespace rmcp::bus
