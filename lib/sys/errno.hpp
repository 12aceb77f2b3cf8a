// SPDX-License-Identifier: MIT
// Errors of system calls, as data: an errno alone, a Status for what gives nothing else, a Result
// for what gives a value.
#pragma once
#include "lib/text/fault.hpp"

#include <tl/expected.hpp>

#include <cerrno>
#include <string>
#include <string_view>

namespace rmcp::sys {

/// The errno of a failed call.
using Errno = int;

/// Done, or the errno of the failure. The compiler complains about one that nobody looks at.
class [[nodiscard]] Status {
 public:
  constexpr Status() = default;  // done
  constexpr explicit Status(Errno error) : error_(error) {}

  /// Of a system call that returns -1 and sets errno when it fails.
  static Status of(long result) { return Status(result < 0 ? errno : 0); }

  constexpr bool failed() const { return error_ != 0; }
  constexpr bool done() const { return error_ == 0; }
  /// 0 when it is done.
  constexpr Errno error() const { return error_; }

  /// The failure changes nothing for the caller; a comment beside the call says why.
  constexpr void ignore() const {}

  friend constexpr bool operator==(Status, Status) = default;
  friend constexpr bool operator==(Status status, Errno error) { return status.error_ == error; }
  /// For the messages of tests.
  template <class Stream>
  friend Stream& operator<<(Stream& out, Status status) {
    return out << "errno " << status.error_;
  }

 private:
  Errno error_ = 0;
};

inline constexpr Status kDone;

/// A value, or the errno of the failure.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Errno> {
 public:
  using tl::expected<T, Errno>::expected;
};

/// strerror's text with the symbolic name: "EINVAL (Invalid argument)".
std::string describe_errno(Errno error);
/// "EINVAL"; "errno 200" for a number without a name.
std::string errno_name(Errno error);
/// "/run/x: EINVAL (Invalid argument)", or none when it is done.
Fault fault_at(std::string_view place, Status status);

}  // namespace rmcp::sys
