// SPDX-License-Identifier: MIT
#include "config/system_reader.hpp"

#include "config/text_field.hpp"
#include "core/library_set.hpp"

#include <fmt/format.h>

namespace rmcp::config {
namespace {

constexpr std::string_view kLibrary = "library";
constexpr std::string_view kNone = "none";

void read_default_library(const Node& node, DefaultLibrary& library, Complaints& complaints) {
  const auto text = read_text(node, kLibrary, complaints);
  if (!text) return;
  library.origin = complaints.origin(node.at);
  if (*text == kNone) return;
  const auto wrong = check_set_name(*text);
  if (!wrong.empty())
    return complaints.error(
        node.at, fmt::format("library: {}: \"none\" or the name of a library set", wrong));
  library.set = *text;
}

}  // namespace

std::optional<DefaultLibrary> read_system(const Entry& entry, Complaints& complaints) {
  const auto before = complaints.count();
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr) {
    complaints.error(entry.at, fmt::format("system: expected a table, [system], found {}",
                                           type_name(entry.value)));
    return std::nullopt;
  }
  DefaultLibrary library;
  for (const auto& own : *table) {
    if (own.key == kLibrary)
      read_default_library(own.value, library, complaints);
    else
      complaints.error(own.at, fmt::format("unknown key '{}' in system{}", own.key,
                                           suggestion(own.key, {kLibrary})));
  }
  if (find(*table, kLibrary) == nullptr) complaints.error(entry.at, "system needs library");
  return complaints.count() == before ? std::optional(std::move(library)) : std::nullopt;
}

}  // namespace rmcp::config
