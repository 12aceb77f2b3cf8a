// SPDX-License-Identifier: MIT
// Quotes values for systemd and for shells.
#include "lib/start/environment_file.hpp"

#include <fmt/format.h>

namespace rmcp {

std::string quoted_in_environment_file(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\' || c == '`' || c == '$') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string comment_in_environment_file(std::string_view text) {
  std::string out = "# ";
  for (const char c : text) out += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
  // systemd 252 treats the line after a comment with such an ending as part of the comment.
  if (out.ends_with('\\')) out += '.';
  return out + "\n";
}

std::string to_environment_file(const ProcessEnvironment& environment) {
  std::string out;
  for (const auto& note : environment.notes) out += comment_in_environment_file(note);
  for (const auto& v : environment.set)
    out += fmt::format("{}={}\n", v.name, quoted_in_environment_file(v.value));
  return out;
}

}  // namespace rmcp
