// SPDX-License-Identifier: MIT
// Formats diagnostics.
#include "client/render/diagnostics.hpp"

#include "client/render/columns.hpp"
#include "client/render/shown.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {

namespace {

struct DiagnosticParts {
  std::string place, severity, message;
};

DiagnosticParts diagnostic_parts(const Shown& diagnostic) {
  std::string place = text(diagnostic, "file");
  for (const char* key : {"line", "column"})
    if (number(diagnostic, key) > 0) place += fmt::format(":{}", number(diagnostic, key));
  if (!place.empty()) place += ": ";
  const auto severity = text(diagnostic, "severity");
  return {place, severity.empty() ? "error" : severity, text(diagnostic, "message")};
}

}  // namespace

std::string render_diagnostics(const Shown& document, const Style& style, std::string_view key) {
  std::string result;
  for (const auto& diagnostic : items(document, key)) {
    const auto [place, severity, message] = diagnostic_parts(diagnostic);
    result +=
        fmt::format("{}{}: {}\n", place, paint(style, colour_of(severity), severity), message);
  }
  return result;
}

std::size_t count_severity(const Shown& document, std::string_view severity) {
  const auto all = items(document, "diagnostics");
  const auto has = [&](const Shown& d) { return text(d, "severity") == severity; };
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), has));
}

std::string policy_warning(const Shown& document, const std::string& host) {
  const auto state = text(document, "policy_state");
  if (state == "unreachable")
    return "policy is unreachable: the policy in force stays until its files can be read. See: "
           "rmcpctl status";
  if (state != "stale" && state != "invalid") return "";
  const auto errors = count(count_severity(document, "error"), "error", "errors");
  const auto effect =
      state == "stale" ? "the last good policy stays in force" : "nothing is applied";
  // Only the files of this machine can be checked from here.
  const auto look = host.empty() ? "config check" : "-H " + host + " status";
  return fmt::format("policy is {}: {}, {}. See: rmcpctl {}", state, errors, effect, look);
}

}  // namespace rmcp::client
