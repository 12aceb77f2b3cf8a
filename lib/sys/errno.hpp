// SPDX-License-Identifier: MIT
// Errors of system calls, as data: a plain errno, a Status for a call without a value, a Result for
// a call with one.
#pragma once
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <cerrno>
#include <string>
#include <string_view>

namespace rmcp::sys {

/// The errno of a failed call.
using Errno = int;

/// Success, or the errno of the failure. The compiler warns if the caller ignores it.
class [[nodiscard]] Status {
 public:
  constexpr Status() = default;  // success
  constexpr explicit Status(Errno error) : error_(error) {}

  /// From a system call that returns -1 and sets errno on failure.
  static Status of(long result) { return Status(result < 0 ? errno : 0); }

  [[nodiscard]] constexpr bool failed() const { return error_ != 0; }
  [[nodiscard]] constexpr bool done() const { return error_ == 0; }
  /// 0 on success.
  [[nodiscard]] constexpr Errno error() const { return error_; }

  /// Ignores the failure, which makes no difference to the caller; a comment at the call says why.
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
/// "/run/x: EINVAL (Invalid argument)", or none on success.
Failure failure_at(std::string_view place, Status status);

}  // namespace rmcp::sys
