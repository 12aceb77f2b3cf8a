// SPDX-License-Identifier: MIT
// Compares gfx targets in GPU code with a card's own.
#include "client/inspect/verdict.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rmcp::client {
namespace {

/// If a component has several places (a library and its folder of kernels), a match in any of them
/// counts.
void add_fit(std::vector<CodeFitOf>& out, const std::string& name, const CodeMatch& match) {
  const auto at = std::ranges::find(out, name, &CodeFitOf::name);
  if (at == out.end())
    out.push_back({name, match});
  else if (match.fit < at->match.fit)
    at->match = match;
}

bool has_fit(const std::vector<CodeFitOf>& list, CodeFit fit) {
  return std::ranges::any_of(list, [&](const auto& entry) { return entry.match.fit == fit; });
}

std::string main_words(const GfxTarget& gfx, const CodeVerdict& verdict,
                       const std::string& in_force) {
  const auto name = to_string(gfx);
  switch (verdict.own.fit) {
    case CodeFit::native:
      return fmt::format("runs natively: it has code for {}", verdict.own.target);
    case CodeFit::generic:
      return fmt::format(
          "runs natively, with a runtime that knows generic targets: it has code for {}",
          verdict.own.target);
    case CodeFit::portable:
      return fmt::format("runs with a runtime that compiles SPIR-V for {}", name);
    case CodeFit::stand_in:
      return fmt::format(
          "runs with HSA_OVERRIDE_GFX_VERSION={}{}, on the code for {}", verdict.override_value,
          in_force == verdict.override_value ? ", which is set" : "", verdict.own.target);
    case CodeFit::none:
      break;
  }
  return fmt::format(
      "no library set can make this program run on {}: it has no code for it; get a build with "
      "such code",
      name);
}

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

/// The effect of an override on this card, if it is not the right one.
std::string judge_override(const GfxTarget& gfx, const std::string& value) {
  if (value.empty()) return {};
  const auto name = "HSA_OVERRIDE_GFX_VERSION=" + value;
  const auto other = target_of(value);
  if (!other) return name + " is not MAJOR.MINOR.STEPPING: the runtime fails to start";
  if (*other == gfx || stand_in_for(gfx) == other) return {};
  const auto harm = harmful_override(gfx, *other);
  if (!harm.empty())
    return fmt::format("{} is set, which is wrong for {}: {}", name, to_string(gfx), harm);
  return fmt::format("{} is set: it is not known whether {} runs code for {}", name, to_string(gfx),
                     to_string(*other));
}

/// The override is right, but there is no code for its target: the card's own code cannot be used.
std::string shut_out(const GfxTarget& gfx, const CodeVerdict& verdict,
                     const std::vector<CodePlace>& places, const std::string& value) {
  const auto other = target_of(value);
  const bool is_stand_in = other && *other != gfx && stand_in_for(gfx) == other;
  if (!is_stand_in || verdict.own.fit == CodeFit::none) return {};
  for (const auto& place : places)
    if (place.library.empty() && match_code(*other, place.targets).fit != CodeFit::none) return {};
  return fmt::format("but HSA_OVERRIDE_GFX_VERSION={} is set, and it has no code for {}: unset it",
                     value, to_string(*other));
}

/// RDNA1 with code for gfx1030, a common attempt.
std::string no_way_out(const GfxTarget& gfx, const std::vector<CodePlace>& places) {
  for (const auto& place : places) {
    for (const auto& target : place.targets) {
      const auto other = parse_gfx(target.substr(0, target.find(':')));
      if (!other || other->major != gfx.major) continue;
      const auto harm = harmful_override(gfx, *other);
      if (!harm.empty())
        return fmt::format("HSA_OVERRIDE_GFX_VERSION={} does not help: {}", override_value(*other),
                           harm);
    }
  }
  return {};
}

void add_words_of_files(const GfxTarget& gfx, CodeVerdict& out) {
  if (out.own.fit == CodeFit::none) return;
  for (const auto& file : out.files)
    if (file.match.fit == CodeFit::none)
      out.words.push_back(fmt::format("{} has no code for {}: its work on the card fails",
                                      base_name(file.name), to_string(gfx)));
}

void add_words_of_libraries(const GfxTarget& gfx, CodeVerdict& out) {
  for (const auto& library : out.libraries) {
    if (library.match.fit == CodeFit::none)
      out.words.push_back(
          fmt::format("its {} has no code for {}: calls to it fail", library.name, to_string(gfx)));
    if (library.match.fit == CodeFit::stand_in && out.own.fit != CodeFit::stand_in)
      out.words.push_back(fmt::format(
          "its {} has no code for {}, but for {}: HSA_OVERRIDE_GFX_VERSION={} makes that run",
          library.name, to_string(gfx), library.match.target, out.override_value));
  }
}

}  // namespace

CodeVerdict judge_code(const GfxTarget& gfx, const std::vector<CodePlace>& places,
                       const std::string& in_force) {
  CodeVerdict out;
  for (const auto& place : places) {
    if (place.targets.empty()) continue;
    const auto match = match_code(gfx, place.targets);
    if (!place.library.empty()) {
      add_fit(out.libraries, place.library, match);
      continue;
    }
    add_fit(out.files, place.path, match);
    if (!out.any || match.fit < out.own.fit) out.own = match;
    out.any = true;
  }
  const auto other = stand_in_for(gfx);
  if (other && (has_fit(out.files, CodeFit::stand_in) || has_fit(out.libraries, CodeFit::stand_in)))
    out.override_value = override_value(*other);
  if (out.any) out.words.push_back(main_words(gfx, out, in_force));
  if (out.any && out.own.fit == CodeFit::none && in_force.empty())
    if (auto text = no_way_out(gfx, places); !text.empty()) out.words.push_back(std::move(text));
  if (auto text = shut_out(gfx, out, places, in_force); !text.empty())
    out.words.push_back(std::move(text));
  add_words_of_files(gfx, out);
  add_words_of_libraries(gfx, out);
  if (auto text = judge_override(gfx, in_force); !text.empty())
    out.words.push_back(std::move(text));
  return out;
}

}  // namespace rmcp::client
