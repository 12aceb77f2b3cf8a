// SPDX-License-Identifier: MIT
// Formats tables and paragraphs about library sets.
#include "client/render/diagnostics.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp::client {
namespace {

enum SetColumn { kSetName, kSetState, kSetRocm, kSetGfx, kSetPrefix, kSetNote, kSetColumns };

Colour state_colour(const std::string& word) {
  const auto state = parse_set_state(word);
  if (state == SetState::ok) return Colour::green;
  return state == SetState::degraded ? Colour::yellow : Colour::red;
}

std::vector<std::string> strings_of(const std::string& text) {
  return text.empty() ? std::vector<std::string>() : std::vector{text};
}

/// The targets of all components together.
std::string targets_of(const Shown& library) {
  std::set<std::string> out;
  for (const auto& [component, targets] : library.at("code").fields())
    for (const auto& target : texts(targets)) out.insert(target.substr(0, target.find(':')));
  std::string text;
  for (const auto& target : out) text += (text.empty() ? "" : " ") + target;
  return text;
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

std::string library_note(const Shown& library) {
  const auto reasons = texts(library, "reasons");
  std::string note = reasons.empty() ? "" : reasons.front();
  if (reasons.size() > 1) note += fmt::format(" (and {} more)", reasons.size() - 1);
  return note;
}

std::vector<std::string> pairs(const Shown& library, const char* key) {
  std::vector<std::string> out;
  for (const auto& [name, value] : library.at(key).fields())
    out.push_back(fmt::format("{}: {}", name, value.words()));
  return out;
}

std::vector<std::string> files_of(const Shown& library) {
  std::vector<std::string> out;
  for (const auto& file : items(library, "libraries"))
    out.push_back(
        fmt::format("{}: {} {}", text(file, "file"), text(file, "soname"), text(file, "build_id")));
  return out;
}

std::string library_sentence(const Shown& library, const Style& style) {
  const auto state = text(library, "state");
  auto out =
      fmt::format("{}: {}\n", text(library, "name"), paint(style, state_colour(state), state));
  for (const auto& reason : texts(library, "reasons")) out += fmt::format("  {}\n", reason);
  return out;
}

}  // namespace

std::string render_libraries(const Shown& document, const Style& style) {
  Table table(style, {"NAME", "STATE", "ROCM", "GFX", "PREFIX", "NOTE"});
  table.narrow({{kSetNote, 0, true}, {kSetGfx, 10, true}, {kSetPrefix, 12}});
  for (const auto& library : items(document, "libraries")) {
    const auto state = text(library, "state");
    table.add({text(library, "name"), Cell(state, state_colour(state)),
               or_dash(text(library, "rocm_version")), or_dash(targets_of(library)),
               text(library, "prefix"), library_note(library)});
  }
  auto out = table.empty() ? std::string("no library sets\n") : table.text();
  if (!style.legend) return out;
  out += render_diagnostics(document, style);
  for (const auto& prefix : texts(document, "unregistered"))
    out += fmt::format("not a set yet: rmcpctl library add {}\n", prefix);
  return out;
}

std::string render_library(const Shown& document, const Style& style) {
  std::string out;
  for (const auto& library : items(document, "libraries")) {
    out += render_facts({{"name", {text(library, "name")}},
                         {"state", {text(library, "state")}, state_colour(text(library, "state"))},
                         {"reasons", texts(library, "reasons")},
                         {"prefix", {text(library, "prefix")}},
                         {"ROCm", {or_dash(text(library, "rocm_version"))}},
                         {"priority", {std::to_string(number(library, "priority"))}},
                         {"automatic", {is_true(library, "automatic") ? "yes" : "no"}},
                         {"needs glibc", {or_dash(text(library, "glibc"))}},
                         {"needs GLIBCXX", {or_dash(text(library, "glibcxx"))}},
                         {"GPU code", pairs(library, "code")},
                         {"environment", pairs(library, "environment")},
                         {"libraries", files_of(library)},
                         {"companions", texts(library, "companions")},
                         {"foreign runtime", strings_of(text(library, "foreign_runtime"))},
                         {"links", strings_of(text(library, "links"))},
                         {"manifest", {text(library, "manifest")}}},
                        style);
  }
  return out;
}

std::string render_verified(const Shown& document, const Style& style) {
  std::string out;
  for (const auto& library : items(document, "libraries")) out += library_sentence(library, style);
  return out.empty() ? "no library sets\n" : out;
}

std::string render_added(const Shown& document, const Style& style) {
  std::string out = render_library(document, style);
  for (const auto* list : {"notes", "lacks"})
    for (const auto& said : texts(document, list)) out += said + "\n";
  return out + fmt::format("written: {}\n", text(document, "manifest"));
}

}  // namespace rmcp::client
