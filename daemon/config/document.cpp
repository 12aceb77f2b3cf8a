// SPDX-License-Identifier: MIT
// The one place that knows toml++: its tree becomes ours, its complaints become readable.
#include "config/document.hpp"

#include "config/document_check.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>

namespace rmcp::config {
namespace {

Position position(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

Node convert(const toml::node& node);

Array convert_array(const toml::array& array) {
  Array out;
  out.reserve(array.size());
  for (const auto& node : array) out.push_back(convert(node));
  return out;
}

/// toml++ sorts keys by name; people read a file from the top.
Table convert_table(const toml::table& table) {
  Table out;
  out.reserve(table.size());
  for (const auto& [key, node] : table) {
    out.push_back({std::string(key.str()), position(key.source()), convert(node)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Entry& a, const Entry& b) { return a.at < b.at; });
  return out;
}

Node convert(const toml::node& node) {
  const auto at = position(node.source());
  if (const auto* text = node.as_string()) return {at, text->get()};
  if (const auto* integer = node.as_integer()) return {at, integer->get()};
  if (const auto* real = node.as_floating_point()) return {at, real->get()};
  if (const auto* boolean = node.as_boolean()) return {at, boolean->get()};
  if (const auto* array = node.as_array()) return {at, convert_array(*array)};
  if (const auto* table = node.as_table()) return {at, convert_table(*table)};
  return {at, Other{node.is_time() ? "a time" : "a date"}};
}

/// What the writer most likely meant. `all`: each of these stands in toml++'s message.
struct Hint {
  std::array<std::string_view, 2> all;
  std::string_view text;
};

constexpr std::string_view kInlineTable =
    "an inline table stands on one line; write a table of its own instead, such as [rule.match], "
    "with one key on each line";
constexpr std::string_view kSlash = "a key with a slash needs quotes: \"a/b\"";
constexpr std::string_view kNeedsQuotes = "text needs quotes; booleans are true and false";
constexpr std::string_view kOpenString =
    "a string ends on its own line, with the quote it began with";

constexpr Hint kHints[] = {
    {{"inline table: expected key", "saw '\\n'"}, kInlineTable},
    {{"inline table: expected key", "saw '\\r'"}, kInlineTable},
    {{"inline table: expected key", "saw '#'"}, kInlineTable},
    {{"expected '='", "saw '/'"}, kSlash},
    {{"table header: expected ']'", "saw '/'"}, kSlash},
    {{"table header: expected", ""},
     "a rule begins with [[rule]], a table in it with [rule.match]"},
    {{"encountered end-of-file", ""}, "a bracket is not closed"},
    {{"cannot redefine", "as array-of-tables"},
     "a [[table]] has to stand before the tables that belong to it, and always has two brackets"},
    {{"cannot redefine existing table", ""},
     "a table stands once in its rule or profile; each of those begins with its own [[...]]"},
    {{"cannot redefine", ""}, "a key stands once in its table"},
    {{"could not determine value type", ""}, kNeedsQuotes},
    {{"boolean: expected", ""}, kNeedsQuotes},
    {{"key-value pair: expected a comment or whitespace", ""}, kNeedsQuotes},
    {{"string:", "control characters"}, kOpenString},
};

std::string_view hint_for(std::string_view message) {
  for (const auto& hint : kHints) {
    const auto stands = [&](std::string_view part) { return message.find(part) != message.npos; };
    if (std::all_of(hint.all.begin(), hint.all.end(), stands)) return hint.text;
  }
  return {};
}

/// toml++ notices a repeated key behind it; the complaint belongs to its first letter.
Position start_of_line(std::string_view text, unsigned line) {
  std::size_t at = 0;
  for (unsigned i = 1; i < line; ++i) at = text.find('\n', at) + 1;
  const auto first = text.find_first_not_of(" \t", at);
  return {line, static_cast<unsigned>(first - at) + 1};
}

SyntaxError explain(const toml::parse_error& error, std::string_view text) {
  std::string_view message = error.description();
  const auto at = position(error.source());
  constexpr std::string_view kPrefix = "Error while parsing ";
  if (message.starts_with(kPrefix)) message.remove_prefix(kPrefix.size());
  const auto hint = hint_for(message);
  const bool repeated = message.find("cannot redefine") != message.npos;
  return {repeated ? start_of_line(text, at.line) : at,
          fmt::format("TOML syntax: {}{}{}", message, hint.empty() ? "" : "; ", hint)};
}

}  // namespace

std::string_view type_name(const Node& node) {
  if (const auto* other = std::get_if<Other>(&node.data)) return other->type;
  constexpr std::string_view names[] = {"a string", "an integer", "a float", "a boolean",
                                        "a date",   "an array",   "a table"};
  return names[node.data.index()];
}

const Entry* find(const Table& table, std::string_view key) {
  const auto it = std::find_if(table.begin(), table.end(),
                               [&](const Entry& entry) { return entry.key == key; });
  return it == table.end() ? nullptr : &*it;
}

tl::expected<Table, SyntaxError> parse_document(std::string_view text) {
  if (auto error = check_text(text)) return tl::unexpected(std::move(*error));
  try {
    return convert_table(toml::parse(text, std::string_view()));
  } catch (const toml::parse_error& error) {
    return tl::unexpected(explain(error, text));
  }
}

}  // namespace rmcp::config
