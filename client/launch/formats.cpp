// SPDX-License-Identifier: MIT
// Escapes variables for each output format of `rmcpctl env`.
#include "client/launch/formats.hpp"

#include "client/command/output.hpp"
#include "client/document/json.hpp"
#include "lib/start/environment_file.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

/// 'it'\''s': between single quotes only the quote itself is special.
std::string quoted_for_sh(std::string_view value) {
  std::string out = "'";
  for (const char c : value) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// Comments: a name with a line break must not become a command.
std::string comments(const ProcessEnvironment& environment) {
  std::string out;
  for (const auto& note : environment.notes) out += fmt::format("# {}\n", printable(note, true));
  return out;
}

std::string sh(const ProcessEnvironment& environment) {
  auto out = comments(environment);
  for (const auto& [name, why] : environment.unset) out += fmt::format("unset {}\n", name);
  for (const auto& v : environment.set)
    out += fmt::format("export {}={}\n", v.name, quoted_for_sh(v.value));
  return out;
}

std::string null(const ProcessEnvironment& environment) {
  std::string out;
  for (const auto& v : environment.set) {
    out += v.name + "=" + v.value;
    out += '\0';
  }
  return out;
}

}  // namespace

std::optional<EnvironmentFormat> parse_environment_format(std::string_view text) {
  if (text == "sh") return EnvironmentFormat::sh;
  if (text == "json") return EnvironmentFormat::json;
  if (text == "systemd") return EnvironmentFormat::systemd;
  if (text == "null") return EnvironmentFormat::null;
  return std::nullopt;
}

Json to_json(const ProcessEnvironment& environment) {
  Json out{{"error", as_failure(environment.hindrance).text},
           {"set", Json::array()},
           {"unset", Json::array()},
           {"notes", environment.notes}};
  for (const auto& v : environment.set)
    out["set"].push_back(Json{{"name", v.name}, {"value", v.value}, {"why", v.why}});
  for (const auto& [name, why] : environment.unset)
    out["unset"].push_back(Json{{"name", name}, {"why", why}});
  return out;
}

std::string to_text(const ProcessEnvironment& environment, EnvironmentFormat format) {
  switch (format) {
    case EnvironmentFormat::systemd:
      return to_environment_file(environment);
    case EnvironmentFormat::null:
      return null(environment);
    case EnvironmentFormat::json:
      return to_text(to_json(environment), Format::json_pretty);
    case EnvironmentFormat::sh:
      break;
  }
  return sh(environment);
}

}  // namespace rmcp::client
