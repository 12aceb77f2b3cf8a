// SPDX-License-Identifier: MIT
// Origins and diagnostics as text.
#include "lib/text/origin.hpp"

#include <fmt/format.h>

namespace rmcp {

std::string short_form(const Origin& origin) {
  const auto slash = origin.file.rfind('/');
  const auto name = slash == std::string::npos ? origin.file : origin.file.substr(slash + 1);
  return origin.line == 0 ? name : fmt::format("{}:{}", name, origin.line);
}

std::string_view to_string(Severity severity) {
  return severity == Severity::error ? "error" : "advice";
}

std::string to_string(const Diagnostic& diagnostic) {
  const auto& origin = diagnostic.origin;
  std::string place = origin.file;
  if (origin.line != 0) place += fmt::format(":{}:{}", origin.line, origin.column);
  return fmt::format("{}{}{}: {}", place, place.empty() ? "" : ": ", to_string(diagnostic.severity),
                     diagnostic.message);
}

}  // namespace rmcp
