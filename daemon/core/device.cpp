// SPDX-License-Identifier: MIT
// Names of a device's states.
#include "core/device.hpp"

namespace rmcp {

std::string_view to_string(RuntimeStatus status) {
  switch (status) {
    case RuntimeStatus::active:
      return "active";
    case RuntimeStatus::suspended:
      return "suspended";
    case RuntimeStatus::unknown:
      break;
  }
  return "unknown";
}

std::string_view to_string(Identity identity) {
  switch (identity) {
    case Identity::read:
      return "read";
    case Identity::pending:
      return "pending";
    case Identity::unreadable:
      break;
  }
  return "unreadable";
}

}  // namespace rmcp
