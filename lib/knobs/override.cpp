// SPDX-License-Identifier: MIT
// Applies the checks of policy files to settings made at run time.
#include "lib/knobs/override.hpp"

#include "lib/knobs/knob.hpp"
#include "lib/knobs/known_variable.hpp"
#include "lib/knobs/variable.hpp"

#include <fmt/format.h>

namespace rmcp {

namespace {

std::string unknown(std::string_view variable) {
  const auto near = nearest_variable(variable);
  return near.empty() ? fmt::format(
                            "{} cannot be set at run time: put it into a "
                            "policy file",
                            variable)
                      : fmt::format(
                            "unknown variable; did you mean '{}'? Other variables can be "
                            "set in a policy file",
                            near);
}

}  // namespace

Expected<std::string> check_override(std::string_view name, std::string_view text) {
  const auto* knob = find_knob(name);
  if (knob == nullptr) {
    const auto near = nearest_knob(name);
    return tl::unexpected(near.empty() ? "no such knob"
                                       : fmt::format("no such knob; did you mean '{}'?", near));
  }
  if (knob->kind == KnobKind::environment) {
    const auto variable = name.substr(name.find('.') + 1);
    if (const auto wrong = check_variable(variable)) return tl::unexpected(wrong.text);
    if (find_known_variable(variable) == nullptr) return tl::unexpected(unknown(variable));
    if (const auto wrong = check_variable_value(variable, text)) return tl::unexpected(wrong.text);
  }
  const auto value = parse_text(*knob, text);
  if (!value) return tl::unexpected(value.error());
  return to_string(*value);
}

}  // namespace rmcp
