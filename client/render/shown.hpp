// SPDX-License-Identifier: MIT
// A document as renderers see it. Its text came from elsewhere, perhaps from a hostile machine: it
// can be had through the escaper only, so that no line can forget it.
#pragma once
#include "client/document/json_fwd.hpp"
#include "client/render/style.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp::client {

/// A value of a document, or the whole of it. Reading never fails: a value of another type than
/// expected is an empty one.
class Shown {
 public:
  /// Refers to the value, which has to outlive it.
  Shown(const Json& value, const Style& style) : Shown(value, style.utf8) {}

  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool is_list() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_whole_number() const;
  [[nodiscard]] bool is_true() const;
  [[nodiscard]] bool empty() const;  // null, or a list or an object without elements

  /// A text, in one line.
  [[nodiscard]] std::string text() const;
  /// A text as it is, for a file; on a terminal its lines, printable.
  [[nodiscard]] std::string text_for_file(const Style& style) const;
  [[nodiscard]] std::int64_t whole_number() const;
  /// Any value in words: yes, no, `-` for null and for an empty value, lists joined by commas.
  [[nodiscard]] std::string words() const;
  /// Any value as JSON has it, in one line.
  [[nodiscard]] std::string json() const;

  [[nodiscard]] std::vector<Shown> elements() const;
  [[nodiscard]] std::vector<std::pair<std::string, Shown>> fields() const;
  /// The value at `key`; an empty one if there is none.
  [[nodiscard]] Shown at(std::string_view key) const;
  [[nodiscard]] bool contains(std::string_view key) const;

 private:
  Shown(const Json& value, bool utf8) : value_(&value), utf8_(utf8) {}

  const Json* value_;
  bool utf8_;
};

/// As document/json.hpp has them for a raw document.
std::string text(const Shown& object, std::string_view key);
/// The text at `key`, or `otherwise` if there is none.
std::string text_or(const Shown& object, std::string_view key, std::string_view otherwise);
std::int64_t number(const Shown& object, std::string_view key);
bool is_true(const Shown& object, std::string_view key);
std::vector<Shown> items(const Shown& object, std::string_view key);
std::string join(const std::vector<Shown>& list, std::string_view separator = ", ");

/// The texts of a list.
std::vector<std::string> texts(const Shown& list);
std::vector<std::string> texts(const Shown& object, std::string_view key);

}  // namespace rmcp::client
