// SPDX-License-Identifier: MIT
// An error as a sentence for people.
#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace rmcp {

/// The reason why something is not right or could not be done, or none: all is well. The compiler
/// complains about one that nobody looks at.
class [[nodiscard]] Fault {
 public:
  Fault() = default;  // none
  // Implicit, so that a function returns its sentence. An empty one is none.
  Fault(std::string text) : text_(std::move(text)) {}
  Fault(const char* text) : text_(text) {}

  /// There is one.
  explicit operator bool() const { return !text_.empty(); }
  const std::string& operator*() const { return text_; }
  /// Empty when there is none.
  const std::string& text() const { return text_; }

  /// With something in front of the sentence; none stays none.
  Fault after(std::string_view context) const {
    return text_.empty() ? Fault() : Fault(std::string(context) + text_);
  }

  /// It changes nothing for the caller; a comment beside the call says why.
  void ignore() const {}

  bool operator==(const Fault&) const = default;
  /// For the messages of tests.
  template <class Stream>
  friend Stream& operator<<(Stream& out, const Fault& fault) {
    return out << fault.text_;
  }

 private:
  std::string text_;
};

}  // namespace rmcp
