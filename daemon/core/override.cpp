// SPDX-License-Identifier: MIT
// The same checks that policy files get.
#include "core/override.hpp"

#include "core/knob.hpp"
#include "core/variable.hpp"

#include <fmt/format.h>

namespace rmcp {

tl::expected<std::string, std::string> check_override(std::string_view name,
                                                      std::string_view text) {
  const auto* knob = find_knob(name);
  if (knob == nullptr) {
    const auto near = nearest_knob(name);
    return tl::unexpected(near.empty() ? "no such knob"
                                       : fmt::format("no such knob, did you mean '{}'?", near));
  }
  if (knob->kind == KnobKind::environment) {
    const auto variable = name.substr(name.find('.') + 1);
    if (auto wrong = check_variable(variable); !wrong.empty()) return tl::unexpected(wrong);
  }
  const auto value = parse_text(*knob, text);
  if (!value) return tl::unexpected(value.error());
  return to_string(*value);
}

}  // namespace rmcp
