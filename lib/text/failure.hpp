// SPDX-License-Identifier: MIT
// The reason for a failed request, passed from the engine to the bus, to offline answers and to the
// client's exit status.
#pragma once
#include <string>
#include <string_view>

namespace rmcp {

struct [[nodiscard]] Failure {
  enum class Code {
    none,
    failed,
    invalid_args,
    limits_exceeded,  // the caller has too many requests or data
    not_authorized,
    no_such_device,  // it does not exist, or not any more
    ambiguous_device,
    device_busy,  // it does not answer, or has too many requests
    policy_invalid,
  };
  Code code = Code::none;
  std::string text;  // for people

  explicit operator bool() const { return code != Code::none; }
};

/// The D-Bus error of a code; empty for none.
const char* error_name(Failure::Code code);
/// `none` for an error that is not one of these.
Failure::Code failure_code(std::string_view error_name);
/// The exit status that rmcpctl(1) documents.
int exit_status(Failure::Code code);

}  // namespace rmcp
