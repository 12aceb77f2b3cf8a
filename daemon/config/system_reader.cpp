// SPDX-License-Identifier: MIT
// Reads `[system]`.
#include "daemon/config/system_reader.hpp"

#include "lib/sets/library_set.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

namespace rmcp::config {
namespace {

constexpr std::string_view kLibrary = "library";
constexpr std::string_view kNone = "none";

void read_default_library(const toml::Node& node, DefaultLibrary& library,
                          toml::Complaints& complaints) {
  const auto text = toml::read_text(node, kLibrary, complaints);
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

std::optional<DefaultLibrary> read_system(const toml::Entry& entry, toml::Complaints& complaints) {
  const auto before = complaints.count();
  const auto* table = std::get_if<toml::Table>(&entry.value.data);
  if (table == nullptr) {
    complaints.error(entry.at, fmt::format("system: expected a table, [system], found {}",
                                           toml::type_name(entry.value)));
    return std::nullopt;
  }
  DefaultLibrary library;
  for (const auto& own : *table) {
    if (own.key == kLibrary)
      read_default_library(own.value, library, complaints);
    else
      complaints.error(own.at, fmt::format("unknown key '{}' in system{}", own.key,
                                           toml::suggestion(own.key, {kLibrary})));
  }
  if (toml::find(*table, kLibrary) == nullptr) complaints.error(entry.at, "system needs library");
  return complaints.count() == before ? std::optional(std::move(library)) : std::nullopt;
}

}  // namespace rmcp::config
