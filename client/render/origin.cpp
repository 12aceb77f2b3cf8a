// SPDX-License-Identifier: MIT
// Formats the origin of a setting in short form.
#include "client/render/origin.hpp"

#include "client/render/shown.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

namespace rmcp::client {

std::string origin_of(const Shown& record) {
  const auto file = base_name(text(record, "file"));
  if (file.empty()) return "-";
  const auto line = number(record, "line");
  return line > 0 ? fmt::format("{}:{}", file, line) : file;
}

std::string section_of(const Shown& record) { return text_or(record, "section", "-"); }

}  // namespace rmcp::client
