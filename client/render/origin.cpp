// SPDX-License-Identifier: MIT
// Formats the origin of a setting in short form.
#include "client/render/origin.hpp"

#include "client/document/json.hpp"
#include "client/render/printable.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

namespace rmcp::client {

std::string text_or(const Json& record, std::string_view key, std::string_view otherwise) {
  auto value = text(record, key);
  return value.empty() ? std::string(otherwise) : value;
}

std::string origin_of(const Json& record) {
  const auto file = base_name(text(record, "file"));
  if (file.empty()) return "-";
  const auto line = number(record, "line");
  return line > 0 ? fmt::format("{}:{}", file, line) : file;
}

std::string section_of(const Json& record) { return text_or(record, "section", "-"); }

}  // namespace rmcp::client
