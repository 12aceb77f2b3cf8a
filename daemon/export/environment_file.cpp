// SPDX-License-Identifier: MIT
#include "export/environment_file.hpp"

#include <fmt/format.h>

namespace rmcp::exported {
namespace {

/// C-style escapes between double quotes; a shell takes it for the same.
std::string quoted(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\' || c == '`' || c == '$') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// Notes may hold text of policy files: one line stays one line.
std::string comment(std::string_view text) {
  std::string out = "# ";
  for (const char c : text) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  return out + "\n";
}

}  // namespace

std::string environment_path(const std::string& runtime, std::string_view name) {
  return fmt::format("{}/environment/{}.env", runtime, name);
}

std::string environment_text(std::string_view title, const ProcessEnvironment& environment) {
  auto out = comment(title);
  for (const auto& note : environment.notes) out += comment(note);
  for (const auto& v : environment.set) out += fmt::format("{}={}\n", v.name, quoted(v.value));
  return out;
}

}  // namespace rmcp::exported
