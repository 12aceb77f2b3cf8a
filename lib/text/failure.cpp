// SPDX-License-Identifier: MIT
// The table of failures: a D-Bus error name and an exit status for each code.
#include "lib/text/failure.hpp"

#include <array>
#include <ostream>

namespace rmcp {
namespace {

using Code = Failure::Code;

struct FailureRow {
  Code code;
  const char* error;
  int status;
};

constexpr std::array kFailures{
    FailureRow{Code::none, "", 0},
    FailureRow{Code::failed, "io.github.rmcpd1.Error.Failed", 1},
    FailureRow{Code::invalid_args, "org.freedesktop.DBus.Error.InvalidArgs", 2},
    FailureRow{Code::limits_exceeded, "org.freedesktop.DBus.Error.LimitsExceeded", 1},
    FailureRow{Code::not_authorized, "io.github.rmcpd1.Error.NotAuthorized", 5},
    FailureRow{Code::no_such_device, "io.github.rmcpd1.Error.NoSuchDevice", 4},
    FailureRow{Code::ambiguous_device, "io.github.rmcpd1.Error.AmbiguousDevice", 4},
    FailureRow{Code::device_busy, "io.github.rmcpd1.Error.DeviceBusy", 1},
    FailureRow{Code::policy_invalid, "io.github.rmcpd1.Error.PolicyInvalid", 7},
    FailureRow{Code::unreachable, "org.freedesktop.DBus.Error.ServiceUnknown", 6},
    FailureRow{Code::no_answer, "org.freedesktop.DBus.Error.NoReply", 6},
    FailureRow{Code::disconnected, "org.freedesktop.DBus.Error.Disconnected", 6},
};

const FailureRow& row_of(Code code) { return kFailures.at(static_cast<std::size_t>(code)); }

}  // namespace

std::ostream& operator<<(std::ostream& out, const Failure& failure) { return out << failure.text; }

const char* error_name(Code code) { return row_of(code).error; }

Code failure_code(std::string_view error_name) {
  for (const auto& row : kFailures)
    if (row.error == error_name) return row.code;
  return Code::none;
}

int exit_status(Code code) { return row_of(code).status; }

}  // namespace rmcp
