// SPDX-License-Identifier: MIT
// Reads `[system]`.
#include "daemon/config/table_readers.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

namespace rmcp::config {
namespace {

constexpr std::string_view kLibrary = "library";
constexpr std::string_view kNone = "none";

void read_default_library(const toml::Entry& entry, DefaultLibrary& library,
                          toml::Complaints& complaints) {
  const auto& node = entry.value;
  const auto text = toml::read_text(node, kLibrary, complaints);
  if (!text) return;
  library.origin = complaints.origin(node.at);
  if (*text == kNone) return;
  if (const auto wrong = check_set_name(*text))
    return complaints.error(
        node.at, fmt::format("library: {}: \"none\" or the name of a library set", wrong.text));
  library.set = *text;
}

constexpr toml::Key<DefaultLibrary> kSystemKeys[] = {{kLibrary, read_default_library}};

}  // namespace

std::optional<DefaultLibrary> read_system(const toml::Entry& entry, toml::Complaints& complaints) {
  const auto before = complaints.count();
  const auto* table = toml::expect_section(entry, "[system]", complaints);
  if (table == nullptr) return std::nullopt;
  DefaultLibrary library;
  toml::read_keys(*table, kSystemKeys, " in system", library, complaints);
  if (toml::find(*table, kLibrary) == nullptr) complaints.error(entry.at, "system needs library");
  return complaints.count() == before ? std::optional(std::move(library)) : std::nullopt;
}

}  // namespace rmcp::config
