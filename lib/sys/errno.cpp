// SPDX-License-Identifier: MIT
// Names errno values.
#include "lib/sys/errno.hpp"

#include <fmt/format.h>

#include <cstring>

namespace rmcp::sys {

std::string describe_errno(Errno error) {
  const char* text = ::strerrordesc_np(error);
  return fmt::format("{} ({})", errno_name(error), text != nullptr ? text : "unknown error");
}

Failure failure_at(std::string_view place, Status status) {
  if (status.done()) return {};
  return fmt::format("{}: {}", place, describe_errno(status.error()));
}

std::string errno_name(Errno error) {
  const char* name = ::strerrorname_np(error);
  return name != nullptr ? name : fmt::format("errno {}", error);
}

}  // namespace rmcp::sys
