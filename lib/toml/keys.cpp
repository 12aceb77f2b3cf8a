// SPDX-License-Identifier: MIT
// The diagnostics about tables and their keys.
#include "lib/toml/keys.hpp"

#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

namespace rmcp::toml {

void complain_unknown_key(const Entry& entry, const std::vector<std::string_view>& known,
                          std::string_view place, Complaints& complaints) {
  complaints.error(entry.at, fmt::format("unknown key '{}'{}{}", entry.key, place,
                                         suggestion(entry.key, known)));
}

const Table* expect_table(const Node& node, std::string_view what, Complaints& complaints) {
  const auto* table = std::get_if<Table>(&node.data);
  if (table == nullptr)
    complaints.error(node.at, fmt::format("{}: expected a table, found {}", what, type_name(node)));
  return table;
}

const Table* expect_section(const Entry& entry, std::string_view header, Complaints& complaints) {
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr)
    complaints.error(entry.at, fmt::format("{}: expected a table, {}, found {}", entry.key, header,
                                           type_name(entry.value)));
  return table;
}

std::optional<Table> read_root(std::string_view text, Complaints& complaints) {
  // As if it had no bytes at all: a file that is empty.
  if (text.find_first_not_of(" \t\r\n") == text.npos) return Table();
  auto root = parse_document(text);
  if (!root)
    complaints.error(root.error().at, root.error().message);
  else if (check_format(*root, complaints))
    return std::move(*root);
  return std::nullopt;
}

}  // namespace rmcp::toml
