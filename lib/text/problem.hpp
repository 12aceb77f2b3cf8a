// SPDX-License-Identifier: MIT
// An error as a sentence for people.
#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace rmcp {

/// The description of a problem; none on success. The compiler warns if the caller
/// ignores it.
class [[nodiscard]] Problem {
 public:
  Problem() = default;  // none
  // Implicit, so that a function returns its sentence. An empty one is none.
  Problem(std::string text) : text_(std::move(text)) {}
  Problem(const char* text) : text_(text) {}

  /// True if there is a problem.
  explicit operator bool() const { return !text_.empty(); }
  const std::string& operator*() const { return text_; }
  /// Empty without a problem.
  const std::string& text() const { return text_; }

  /// Puts `context` before the sentence; none stays none.
  Problem after(std::string_view context) const {
    return text_.empty() ? Problem() : Problem(std::string(context) + text_);
  }

  /// Ignores the problem, which makes no difference to the caller; a comment at the call says why.
  void ignore() const {}

  bool operator==(const Problem&) const = default;
  /// For the messages of tests.
  template <class Stream>
  friend Stream& operator<<(Stream& out, const Problem& problem) {
    return out << problem.text_;
  }

 private:
  std::string text_;
};

}  // namespace rmcp
