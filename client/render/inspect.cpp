// SPDX-License-Identifier: MIT
// Facts first, then for each card their meaning, in sentences.
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/plan.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::size_t kShownBuildId = 12;

std::string program_line(const Shown& document) {
  auto out = text(document, "program");
  if (const auto pid = number(document, "pid"); pid != 0)
    out = fmt::format("process {}: {}", pid, out);
  const auto through = join(items(document, "through"));
  return through.empty() ? out : fmt::format("{}, through {}", out, through);
}

std::string how(const Shown& library) {
  auto out = text(library, "found_by");
  if (is_true(library, "deleted")) out = "replaced or removed since";
  return is_true(library, "later") ? out + ", opened later" : out;
}

std::string libraries_text(const Shown& document, const Style& style) {
  const auto libraries = items(document, "libraries");
  if (libraries.empty()) return "no library of ROCm is loaded\n";
  Table table(style, {"LIBRARY", "PATH", "BUILD-ID", "FOUND BY"});
  table.narrow({{2, 0}, {3, 0, true}});
  for (const auto& library : libraries) {
    const auto build_id = text(library, "build_id").substr(0, kShownBuildId);
    table.add({text(library, "name"), text(library, "path"), build_id.empty() ? "-" : build_id,
               how(library)});
  }
  return table.text();
}

std::string places_text(const std::vector<Shown>& places, std::string_view what,
                        const Style& style) {
  if (places.empty()) return {};
  Table table(style, {what, "IN"});
  table.narrow({{0, 20}});
  for (const auto& place : places) {
    auto targets = join(items(place, "targets"), " ");
    const auto problems = join(items(place, "problems"), "; ");
    if (!problems.empty()) targets += (targets.empty() ? "" : "; ") + problems;
    const auto path = text(place, "path");
    table.add({targets, text(place, "kind") == "archives" ? path + ", in archives" : path});
  }
  return "\n" + table.text();
}

/// A sentence in lines that fit, indented after the first.
std::string marked_sentence(std::string_view mark, Colour colour, const std::string& text,
                            const Style& style) {
  const auto indent = 2 + columns(mark) + 1;
  const auto width = style.width > indent + 20 ? style.width - indent : 0;
  const auto lines = width == 0 ? std::vector<std::string>{text} : wrap(text, width);
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += i == 0 ? fmt::format("  {} {}\n", paint(style, colour, mark), lines[i])
                  : std::string(indent, ' ') + lines[i] + "\n";
  return out;
}

std::string warnings(const Shown& document, const Style& style) {
  std::string out;
  for (const auto& copies : items(document, "copies"))
    out += marked_sentence(
        "!", Colour::red,
        fmt::format("{} is loaded twice: {}. Two copies do not know of each other's "
                    "GPUs, memory and streams",
                    text(copies, "library"), join(items(copies, "paths"), " and ")),
        style);
  for (const auto& missing : items(document, "missing"))
    out += marked_sentence("!", is_true(missing, "later") ? Colour::yellow : Colour::red,
                           fmt::format("{}: {}, needed by {}", text(missing, "name"),
                                       text(missing, "reason"), text(missing, "wanted_by")),
                           style);
  for (const auto& note : texts(document, "notes"))
    out += marked_sentence("-", Colour::none, note, style);
  return out.empty() ? out : "\n" + out;
}

std::string variables_text(const Shown& document, const Style& style) {
  std::vector<Fact> facts;
  for (const auto& [name, value] : document.at("variables").fields())
    facts.push_back({name, {value.words()}});
  return facts.empty() ? "" : "\n" + render_facts(facts, style);
}

std::string access_text(const Shown& device, const Style& style) {
  if (!device.contains("access")) return {};
  const auto found = device.at("access");
  std::string out;
  for (const auto& node : items(found, "nodes")) {
    const auto access = text(node, "access");
    if (access == "forbidden")
      out += marked_sentence(
          "!", Colour::red,
          fmt::format("you may not open {}: {}", text(node, "path"), text(node, "fix")), style);
    if (access == "absent")
      out += marked_sentence("!", Colour::red, fmt::format("{} does not exist", text(node, "path")),
                             style);
  }
  if (!is_true(found, "kfd_node"))
    out += marked_sentence("!", Colour::red,
                           "no computing on this card: " + text(found, "why_no_kfd_node"), style);
  return out;
}

std::string device_text(const Shown& device, const Style& style) {
  const auto gfx = text(device, "gfx");
  auto out = "\n" + device_heading(device, style);
  if (!gfx.empty() && out.ends_with('\n')) out.insert(out.size() - 1, "  " + gfx);
  for (const auto& word : texts(device, "words"))
    out += marked_sentence("-", Colour::none, word, style);
  if (const auto by = text(device, "hidden_by"); !by.empty())
    out += marked_sentence("!", Colour::red, "the program does not see this card: " + by, style);
  return out + access_text(device, style);
}

}  // namespace

std::string render_inspect(const Shown& document, const Style& style) {
  std::string out = program_line(document) + "\n\n" + libraries_text(document, style);
  out += places_text(items(document, "code"), "GPU CODE FOR", style);
  out += places_text(items(document, "tuning"), "TUNED FOR", style);
  out += variables_text(document, style) + warnings(document, style);
  for (const auto& device : items(document, "devices")) out += device_text(device, style);
  const auto devices = document.at("devices");
  if (devices.is_list() && devices.empty() && style.legend) out += "\nNo AMD GPU found.\n";
  return out;
}

}  // namespace rmcp::client
