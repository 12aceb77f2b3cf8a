// SPDX-License-Identifier: MIT
// An error as a sentence for people, with the kind of failure that a caller on D-Bus or a script
// can tell from others. An errno stays one (lib/sys/errno.hpp) where the caller decides by it.
#pragma once
#include <tl/expected.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace rmcp {

/// The reason for a failed request; none on success. The compiler warns if the caller ignores it.
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
    // Of rmcpctl alone:
    unreachable,   // rmcpd is not running
    no_answer,     // rmcpd did not answer in time
    disconnected,  // the bus cannot be reached, or not any more
  };

  Failure() = default;  // none
  // Implicit, so that a function returns its sentence. An empty one is none.
  Failure(std::string sentence)
      : code(sentence.empty() ? Code::none : Code::failed), text(std::move(sentence)) {}
  Failure(const char* sentence) : Failure(std::string(sentence)) {}
  Failure(Code kind, std::string sentence) : code(kind), text(std::move(sentence)) {}

  explicit operator bool() const { return code != Code::none; }
  /// Puts `context` before the sentence; none stays none.
  Failure after(std::string_view context) const {
    return *this ? Failure(code, std::string(context) + text) : Failure();
  }
  /// Ignores the failure, which makes no difference to the caller; a comment at the call says why.
  void ignore() const {}

  bool operator==(const Failure&) const = default;
  /// For the messages of tests.
  friend std::ostream& operator<<(std::ostream& out, const Failure& failure);

  Code code = Code::none;
  std::string text;  // for people
};

/// A value, or the reason why there is none.
template <class T>
using Expected = tl::expected<T, Failure>;

/// The D-Bus error of a code; empty for none.
const char* error_name(Failure::Code code);
/// `none` for an error that is not one of these.
Failure::Code failure_code(std::string_view error_name);
/// The exit status that rmcpctl(1) documents.
int exit_status(Failure::Code code);

}  // namespace rmcp
