// SPDX-License-Identifier: MIT
// Look-ups in a tree, and its texts as numbers.
#include "client/translate/tree.hpp"

#include "lib/text/words.hpp"

#include <charconv>
#include <cmath>

namespace rmcp::client {

const Tree* find(const Tree& tree, std::string_view key) {
  const auto* table = tree.table();
  if (table == nullptr) return nullptr;
  for (const auto& branch : *table)
    if (branch.key == key) return branch.value.is_null() ? nullptr : &branch.value;
  return nullptr;
}

std::optional<double> number(const Tree& tree) {
  const auto* text = tree.text();
  if (text == nullptr) return std::nullopt;
  double value = 0;
  const auto* last = text->data() + text->size();
  const auto [end, ec] = std::from_chars(text->data(), last, value);
  const bool whole = ec == std::errc{} && end == last && std::isfinite(value);
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> integer(const Tree& tree) {
  return tree.text() == nullptr ? std::nullopt : whole_number(*tree.text());
}

std::optional<bool> boolean(const Tree& tree) {
  const auto* text = tree.text();
  if (text == nullptr || (*text != "true" && *text != "false")) return std::nullopt;
  return *text == "true";
}

std::string shown(const Tree& tree) {
  if (tree.is_null()) return "nothing";
  if (tree.list() != nullptr) return "a list";
  return tree.text() == nullptr ? "a table" : "'" + excerpt(*tree.text(), 40) + "'";
}

}  // namespace rmcp::client
