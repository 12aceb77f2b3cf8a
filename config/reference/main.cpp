// SPDX-License-Identifier: MIT
// rmcp-reference schema: the JSON schema. rmcp-reference page < TEMPLATE: the man page with each
// line `@KIND@` made of the knobs of that kind. Run at build time.
#include "schema.hpp"
#include "values.hpp"

#include <fmt/format.h>

#include <iostream>
#include <string>

namespace {

using namespace rmcp;

/// scdoc takes _ and * for marks, and a line's first # or - for more.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '_' || c == '*' || c == '\\' || c == '[' || c == '#') out += '\\';
    out += c;
  }
  return out;
}

std::string entry(const Knob& knob) {
  const auto name = knob.name.substr(knob.name.find('.') + 1);
  auto out = fmt::format("*{}*\n\t{}", name, plain(knob.doc));
  if (!knob.doc.ends_with('.')) out += '.';
  out += fmt::format("++\nOn: {}.++\nValues: {}.", plain(knob.present_on),
                     plain(reference::values_in_words(knob)));
  if (!knob.requires_knob.empty()) {
    out += fmt::format(" Needs {} = \"{}\"{}.", plain(knob.requires_knob), knob.requires_value,
                       knob.requires_when == nullptr ? "" : " on APUs");
  }
  if (knob.readback == Readback::none) out += " The value in force cannot be read back.";
  return out + "\n\n";
}

std::string entries(KnobKind kind) {
  std::string out;
  for (const auto& knob : knobs())
    if (knob.kind == kind) out += entry(knob);
  return out;
}

int page() {
  for (std::string line; std::getline(std::cin, line);) {
    bool made = false;
    for (const auto kind :
         {KnobKind::attribute, KnobKind::overdrive, KnobKind::fan, KnobKind::parameter,
          KnobKind::library, KnobKind::compute, KnobKind::runtime}) {
      if (line != fmt::format("@{}@", to_string(kind))) continue;
      std::cout << entries(kind);
      made = true;
    }
    if (!made) std::cout << line << '\n';
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count == 2 ? arguments[1] : "";
  if (what == "page") return page();
  if (what != "schema") return 2;
  std::cout << reference::policy_schema().dump(2) << '\n';
  return 0;
}
