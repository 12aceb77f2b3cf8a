// SPDX-License-Identifier: MIT
// Makes the ways back of each kind of knob, the best first.
#include "lib/knobs/way_back.hpp"

#include "lib/knobs/knob.hpp"

#include <fmt/format.h>

namespace rmcp {

WaysBack as_it_was(const Knob& knob, const Value& before, const std::optional<Value>&,
                   const Reading& reading) {
  WaysBack back;
  back.why_not = knob.codec->check(knob, before, reading).text;
  if (back.why_not.empty()) {
    auto bytes = knob.codec->encode(knob, before, reading);
    if (bytes) {
      back.ways.push_back({.write = std::move(*bytes), .shows = before, .how = {}});
    } else {
      back.why_not = bytes.error().text;
    }
  }
  add_default(back, knob, reading);
  return back;
}

void add_default(WaysBack& back, const Knob& knob, const Reading& reading) {
  const auto normal = knob.codec->normal(knob, reading);
  if (!normal || knob.codec->check(knob, *normal, reading)) return;
  auto bytes = knob.codec->encode(knob, *normal, reading);
  if (!bytes) return;
  for (const auto& way : back.ways) {
    if (way.write == *bytes) return;
  }
  auto how = fmt::format("to the card's default, {}", format(knob, *normal));
  back.ways.push_back({.write = std::move(*bytes), .shows = *normal, .how = std::move(how)});
}

}  // namespace rmcp
