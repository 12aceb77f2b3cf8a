// SPDX-License-Identifier: MIT
// Reads the variable's value and compares it with the card and the code.
#include "client/inspect/override_words.hpp"

#include "lib/gpu/gfx_override.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace rmcp::client {
namespace {

std::optional<GfxTarget> target_of(const std::string& value) {
  unsigned numbers[3] = {};
  const char* at = value.data();
  const char* const end = value.data() + value.size();
  for (auto& number : numbers) {
    const auto [stop, error] = std::from_chars(at, end, number);
    const bool last = &number == numbers + 2;
    if (error != std::errc() || number > 99 || (last ? stop != end : stop == end || *stop != '.'))
      return std::nullopt;
    at = last ? stop : stop + 1;
  }
  return GfxTarget{static_cast<std::uint8_t>(numbers[0]), static_cast<std::uint8_t>(numbers[1]),
                   static_cast<std::uint8_t>(numbers[2])};
}

}  // namespace

std::string override_that_shuts_out(const VerdictCase& of) {
  const auto other = target_of(of.in_force);
  const bool is_stand_in = other && *other != of.gfx && stand_in_for(of.gfx) == other;
  if (!is_stand_in) return {};
  const auto usable = [](CodeFit fit) { return fit < CodeFit::unknown; };
  bool any_own = of.verdict.any ? usable(of.verdict.own.fit) : false;
  for (const auto& library : of.verdict.libraries)
    any_own = any_own || (!of.verdict.any && usable(library.match.fit));
  if (!any_own) return {};
  for (const auto& place : of.places)
    if (place.library.empty() == of.verdict.any &&
        match_code(*other, place.code(), of.ability).fit != CodeFit::none)
      return {};
  return fmt::format("but HSA_OVERRIDE_GFX_VERSION={} is set, and it has no code for {}: unset it",
                     of.in_force, to_string(*other));
}

std::string stray_override(const VerdictCase& of) {
  if (of.in_force.empty()) return {};
  const auto name = "HSA_OVERRIDE_GFX_VERSION=" + of.in_force;
  const auto other = target_of(of.in_force);
  if (!other) return name + " is not MAJOR.MINOR.STEPPING: the runtime fails to start";
  if (*other == of.gfx || stand_in_for(of.gfx) == other) return {};
  const auto harm = harmful_override(of.gfx, *other);
  if (!harm.empty())
    return fmt::format("{} is set, which is wrong for {}: {}", name, of.name, harm);
  return fmt::format("{} is set: it is not known whether {} runs code for {}", name, of.name,
                     to_string(*other));
}

}  // namespace rmcp::client
