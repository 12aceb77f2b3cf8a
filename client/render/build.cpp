// SPDX-License-Identifier: MIT
// Formats builds for people.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/render/printable.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string line(const Style& style, std::string_view name, const std::string& value) {
  return fmt::format("{:<10} {}\n", name, printable(value, style.utf8));
}

std::string source_lines(const Json& source, const Style& style) {
  const auto pin = text(source, "pin");
  auto out = line(style, "source",
                  fmt::format("{}: {} {}{}{}", text(source, "name"), text(source, "kind"),
                              text(source, "location"), pin.empty() ? "" : " ", pin));
  for (const auto& patch : items(source, "patches"))
    out +=
        line(style, "  patch",
             fmt::format("{}: {} in {}", text(patch, "file"),
                         count(static_cast<std::size_t>(number(patch, "hunks")), "hunk", "hunks"),
                         join(items(patch, "files"))));
  return out;
}

/// Roughly in shell syntax: for reading.
std::string command_words(const Json& run) {
  std::string out;
  for (const auto& word : run) {
    const auto plain = word.get<std::string>();
    const bool quoted = plain.empty() || plain.find_first_of(" \t\n\"'$;&|<>*?()") != plain.npos;
    out += fmt::format("{}{}", out.empty() ? "" : " ", quoted ? "'" + plain + "'" : plain);
  }
  return out;
}

std::string step_lines(const Json& steps, const Style& style) {
  std::string out;
  std::size_t n = 0;
  for (const auto& step : steps) {
    const auto state = text(step, "state");
    out += line(style, fmt::format("[{}/{}]", ++n, steps.size()),
                fmt::format("{}{}: {}", text(step, "name"), state == "done" ? " (done)" : "",
                            command_words(items(step, "run"))));
  }
  return out;
}

}  // namespace

std::string render_build_plan(const Json& document, const Style& style) {
  std::string out = line(style, "build", text(document, "name") + " " + text(document, "version"));
  out += line(style, "into", text(document, "prefix"));
  out += line(style, "work", text(document, "work"));
  for (const auto& source : items(document, "sources")) out += source_lines(source, style);
  out += step_lines(items(document, "steps"), style);
  if (const auto reason = text(document, "reason"); !reason.empty())
    out += line(style, "begins", reason);
  for (const auto& note : items(document, "notes"))
    out += line(style, "note", note.get<std::string>());
  return out;
}

std::string render_built(const Json& document, const Style& style) {
  auto out = fmt::format("{} {} is in {}\n", text(document, "name"), text(document, "version"),
                         printable(text(document, "prefix"), style.utf8));
  if (const auto set = text(document, "set"); !set.empty())
    out += fmt::format("registered as library set {}; older sets stay as they are\n", set);
  for (const auto& device : items(document, "selected"))
    out += fmt::format("{} uses it for programs started from now on\n",
                       printable(device.get<std::string>(), style.utf8));
  for (const auto& next : items(document, "next"))
    out += printable(next.get<std::string>(), style.utf8) + "\n";
  return out;
}

}  // namespace rmcp::client
