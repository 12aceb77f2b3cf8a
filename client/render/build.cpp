// SPDX-License-Identifier: MIT
// Formats builds for people.
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/render/shown.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string line(std::string_view name, const std::string& value) {
  return fmt::format("{:<10} {}\n", name, value);
}

std::string source_lines(const Shown& source) {
  const auto pin = text(source, "pin");
  auto out = line("source", fmt::format("{}: {} {}{}{}", text(source, "name"), text(source, "kind"),
                                        text(source, "location"), pin.empty() ? "" : " ", pin));
  for (const auto& patch : items(source, "patches"))
    out +=
        line("  patch",
             fmt::format("{}: {} in {}", text(patch, "file"),
                         count(static_cast<std::size_t>(number(patch, "hunks")), "hunk", "hunks"),
                         join(items(patch, "files"))));
  return out;
}

/// Roughly in shell syntax: for reading.
std::string command_words(const std::vector<std::string>& run) {
  std::string out;
  for (const auto& plain : run) {
    const bool quoted = plain.empty() || plain.find_first_of(" \t\n\"'$;&|<>*?()") != plain.npos;
    out += fmt::format("{}{}", out.empty() ? "" : " ", quoted ? "'" + plain + "'" : plain);
  }
  return out;
}

std::string step_lines(const std::vector<Shown>& steps) {
  std::string out;
  std::size_t n = 0;
  for (const auto& step : steps) {
    const auto state = text(step, "state");
    out += line(fmt::format("[{}/{}]", ++n, steps.size()),
                fmt::format("{}{}: {}", text(step, "name"), state == "done" ? " (done)" : "",
                            command_words(texts(step, "run"))));
  }
  return out;
}

}  // namespace

std::string render_build_plan(const Shown& document, const Style&) {
  std::string out = line("build", text(document, "name") + " " + text(document, "version"));
  out += line("into", text(document, "prefix"));
  out += line("work", text(document, "work"));
  for (const auto& source : items(document, "sources")) out += source_lines(source);
  out += step_lines(items(document, "steps"));
  if (const auto reason = text(document, "reason"); !reason.empty()) out += line("begins", reason);
  for (const auto& note : texts(document, "notes")) out += line("note", note);
  return out;
}

std::string render_built(const Shown& document, const Style&) {
  auto out = fmt::format("{} {} is in {}\n", text(document, "name"), text(document, "version"),
                         text(document, "prefix"));
  if (const auto set = text(document, "set"); !set.empty())
    out += fmt::format("registered as library set {}; older sets stay as they are\n", set);
  for (const auto& device : texts(document, "selected"))
    out += fmt::format("{} uses it for programs started from now on\n", device);
  for (const auto& next : texts(document, "next")) out += next + "\n";
  return out;
}

}  // namespace rmcp::client
