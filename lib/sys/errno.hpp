// SPDX-License-Identifier: MIT
// Errors of system calls, as data.
#pragma once
#include <string>

namespace rmcp::sys {

/// The errno of a failed call.
using Errno = int;

/// strerror's text with the symbolic name: "EINVAL (Invalid argument)".
std::string describe_errno(Errno error);
/// "EINVAL"; "errno 200" for a number without a name.
std::string errno_name(Errno error);

}  // namespace rmcp::sys
