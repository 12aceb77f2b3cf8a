// SPDX-License-Identifier: MIT
// Words the consequences of GPU code for a card: the program's own first, then its libraries, then
// variables that spoil it.
#include "client/inspect/verdict_words.hpp"

#include "lib/gpu/device_package.hpp"
#include "lib/gpu/gfx_override.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

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

/// The facts that the sentences are about.
struct Case {
  const GfxTarget& gfx;
  std::string name;  // of gfx
  const CodeVerdict& verdict;
  const std::vector<CodePlace>& places;
  const std::string& in_force;
  const RuntimeAbility& ability;

  [[nodiscard]] bool own_is_in_archives() const {
    return std::ranges::any_of(verdict.files, &CodeFitOf::in_archives);
  }
};

/// About the program's own code, and the way out if there is none.
class OwnCode {
 public:
  explicit OwnCode(const Case& facts) : of_(facts) {}

  [[nodiscard]] std::string words() const {
    const auto& target = of_.verdict.own.target;
    switch (of_.verdict.own.fit) {
      case CodeFit::native:
        return native_words();
      case CodeFit::generic:
        if (of_.ability.generics)
          return fmt::format("runs natively: it has code for {}, which its runtime knows", target);
        return fmt::format(
            "runs natively, with a runtime that knows generic targets: it has code for {}", target);
      case CodeFit::portable:
        return fmt::format("runs with a runtime that compiles SPIR-V for {}", of_.name);
      case CodeFit::sibling:
        return fmt::format("runs on the code for {}, which its HIP takes for {} by itself", target,
                           of_.name);
      case CodeFit::stand_in:
        return stand_in_words();
      case CodeFit::unknown:
        return fmt::format("whether it runs on {} is not known: {}", of_.name, own_problem());
      case CodeFit::none:
        break;
    }
    return none_words();
  }

  /// RDNA1 with code for gfx1030, a common attempt.
  [[nodiscard]] std::string no_way_out() const {
    for (const auto& place : of_.places) {
      for (const auto& target : place.targets) {
        const auto other = parse_gfx(target.substr(0, target.find(':')));
        if (!other || other->major != of_.gfx.major) continue;
        const auto harm = harmful_override(of_.gfx, *other);
        if (!harm.empty())
          return fmt::format("HSA_OVERRIDE_GFX_VERSION={} does not help: {}",
                             override_value(*other), harm);
      }
    }
    return {};
  }

 private:
  [[nodiscard]] std::string native_words() const {
    const auto& target = of_.verdict.own.target;
    const auto condition = code_condition(target);
    if (condition.empty()) return fmt::format("runs natively: it has code for {}", target);
    return fmt::format("runs natively, but only if {}: it has code for {}", condition, target);
  }

  [[nodiscard]] std::string stand_in_words() const {
    const auto runs = fmt::format(
        "runs with HSA_OVERRIDE_GFX_VERSION={}{}, on the code for {}", of_.verdict.override_value,
        of_.in_force == of_.verdict.override_value ? ", which is set" : "", of_.verdict.own.target);
    return of_.own_is_in_archives() ? fmt::format("{}; until then it {}", not_installed(), runs)
                                    : runs;
  }

  /// The cure before any override.
  [[nodiscard]] std::string not_installed() const {
    if (!of_.verdict.package.empty())
      return fmt::format("has no code for {} installed: install the device package {}", of_.name,
                         of_.verdict.package);
    const bool known = std::ranges::any_of(
        of_.verdict.files, [](const CodeFitOf& file) { return is_of_rocm(file.where); });
    return known
               ? fmt::format("has no code for {}, and no device package for it is known", of_.name)
               : fmt::format(
                     "has no code for {} installed: it has an archive for each target, "
                     "perhaps one for {} too",
                     of_.name, of_.name);
  }

  [[nodiscard]] std::string own_problem() const {
    for (const auto& file : of_.verdict.files)
      if (file.match.fit == CodeFit::unknown && !file.problems.empty())
        return file.problems.front();
    return "its code could not be read";
  }

  [[nodiscard]] std::string none_words() const {
    if (of_.own_is_in_archives() && of_.ability.archives == false)
      return "its code is in archives (*.kpack), which its HIP does not know: it needs a newer one";
    if (of_.own_is_in_archives()) return not_installed();
    if (const auto generic = unknown_generic(); !generic.empty())
      return fmt::format("has code for {}, which its runtime does not know: it needs a newer one",
                         generic);
    if (const auto code = sibling_code(); !code.empty())
      return fmt::format(
          "has no code for {}, but for {}, which HIP 5.7 of Debian 13 runs on {} by itself",
          of_.name, code, of_.name);
    return fmt::format(
        "no library set can make this program run on {}: it has no code for it; get a build with "
        "such code",
        of_.name);
  }

  /// Code for the card's family that the runtime passes over.
  [[nodiscard]] std::string unknown_generic() const {
    if (!of_.ability.generics) return {};
    return first_target([&](const std::string& target) {
      return covers(target.substr(0, target.find(':')), of_.gfx);
    });
  }

  [[nodiscard]] std::string sibling_code() const {
    return first_target([&](const std::string& target) {
      const auto code = parse_gfx(target.substr(0, target.find(':')));
      return code && is_sibling(of_.gfx, *code);
    });
  }

  template <class Condition>
  [[nodiscard]] std::string first_target(Condition&& fits) const {
    for (const auto& place : of_.places)
      if (place.library.empty())
        for (const auto& target : place.targets)
          if (fits(target)) return target;
    return {};
  }

  const Case& of_;
};

/// About the other files, and ROCm's own libraries.
class OtherCode {
 public:
  OtherCode(const Case& facts, std::vector<std::string>& out) : of_(facts), out_(out) {}

  void add_all() {
    add_files();
    add_libraries();
  }

 private:
  void add(std::string text) {
    if (!text.empty()) out_.push_back(std::move(text));
  }

  void add_files() {
    if (of_.verdict.own.fit == CodeFit::none) return;
    for (const auto& file : of_.verdict.files)
      if (file.match.fit == CodeFit::none)
        add(fmt::format("{} has no code for {}: its work on the card fails", base_name(file.name),
                        of_.name));
  }

  template <class Condition>
  [[nodiscard]] std::vector<const CodeFitOf*> libraries_that(Condition&& fits) const {
    std::vector<const CodeFitOf*> out;
    for (const auto& library : of_.verdict.libraries)
      if (fits(library)) out.push_back(&library);
    return out;
  }

  static std::string names_of(const std::vector<const CodeFitOf*>& libraries) {
    std::vector<std::string> names;
    for (const auto* library : libraries) names.push_back(library->name);
    if (names.size() < 2) return names.empty() ? "" : names.front();
    const auto last = names.back();
    names.pop_back();
    return fmt::format("{} and {}", fmt::join(names, ", "), last);
  }

  /// One cause is told once, for all libraries that share it.
  void add_libraries() {
    add_missing_packages();
    for (const auto& library : of_.verdict.libraries) add_folder(library);
    const auto without = libraries_that([](const CodeFitOf& library) {
      return library.match.fit == CodeFit::none && !library.in_archives && !library.in_folder &&
             !library.no_folder;
    });
    if (!without.empty())
      add(fmt::format("its {} {} no code for {}: calls to {} fail", names_of(without),
                      without.size() == 1 ? "has" : "have", of_.name,
                      without.size() == 1 ? "it" : "them"));
    for (const auto& library : of_.verdict.libraries) add_library(library);
  }

  void add_missing_packages() {
    if (of_.verdict.own.fit >= CodeFit::stand_in && of_.own_is_in_archives()) return;
    const auto without = libraries_that([](const CodeFitOf& library) {
      return library.in_archives &&
             (library.match.fit == CodeFit::none || library.match.fit == CodeFit::stand_in);
    });
    if (without.empty()) return;
    const auto what = fmt::format("its {} {} no code for {}", names_of(without),
                                  without.size() == 1 ? "has" : "have", of_.name);
    if (of_.ability.archives == false)
      add(what + ": it is in archives (*.kpack), which its HIP does not know");
    else if (of_.verdict.package.empty())
      add(what + ", and no device package for it is known");
    else
      add(fmt::format("{} installed: install the device package {}", what, of_.verdict.package));
  }

  void add_folder(const CodeFitOf& library) {
    if (library.match.fit != CodeFit::none) return;
    if (library.no_folder)
      add(fmt::format("its {} has no folder of kernels beside it, in {}: calls to it fail",
                      library.name, library.where));
    if (library.in_folder)
      add(fmt::format("its {} has no kernels for {} in {}", library.name, of_.name, library.where));
  }

  void add_library(const CodeFitOf& library) {
    if (library.match.fit == CodeFit::unknown)
      add(fmt::format(
          "whether its {} runs on {} is not known: {}", library.name, of_.name,
          library.problems.empty() ? "its code could not be read" : library.problems.front()));
    if (library.match.fit == CodeFit::stand_in && of_.verdict.own.fit != CodeFit::stand_in)
      add(fmt::format(
          "its {} has no code for {}, but for {}: HSA_OVERRIDE_GFX_VERSION={} makes that run",
          library.name, of_.name, library.match.target, of_.verdict.override_value));
    if (const auto condition = code_condition(library.match.target);
        library.match.fit == CodeFit::native && !condition.empty())
      add(fmt::format("its {} runs only if {}", library.name, condition));
  }

  const Case& of_;
  std::vector<std::string>& out_;
};

/// About HSA_OVERRIDE_GFX_VERSION, if it is set.
class OverrideInForce {
 public:
  explicit OverrideInForce(const Case& facts) : of_(facts) {}

  /// The override is right, but there is no code for its target: the card's own code cannot be
  /// used.
  [[nodiscard]] std::string shuts_out() const {
    const auto other = target_of(of_.in_force);
    const bool is_stand_in = other && *other != of_.gfx && stand_in_for(of_.gfx) == other;
    if (!is_stand_in) return {};
    const auto usable = [](CodeFit fit) { return fit < CodeFit::unknown; };
    bool any_own = of_.verdict.any ? usable(of_.verdict.own.fit) : false;
    for (const auto& library : of_.verdict.libraries)
      any_own = any_own || (!of_.verdict.any && usable(library.match.fit));
    if (!any_own) return {};
    for (const auto& place : of_.places)
      if (place.library.empty() == of_.verdict.any &&
          match_code(*other, place.code(), of_.ability).fit != CodeFit::none)
        return {};
    return fmt::format(
        "but HSA_OVERRIDE_GFX_VERSION={} is set, and it has no code for {}: unset it", of_.in_force,
        to_string(*other));
  }

  /// The effect of an override on this card, if it is not the right one.
  [[nodiscard]] std::string stray() const {
    if (of_.in_force.empty()) return {};
    const auto name = "HSA_OVERRIDE_GFX_VERSION=" + of_.in_force;
    const auto other = target_of(of_.in_force);
    if (!other) return name + " is not MAJOR.MINOR.STEPPING: the runtime fails to start";
    if (*other == of_.gfx || stand_in_for(of_.gfx) == other) return {};
    const auto harm = harmful_override(of_.gfx, *other);
    if (!harm.empty())
      return fmt::format("{} is set, which is wrong for {}: {}", name, of_.name, harm);
    return fmt::format("{} is set: it is not known whether {} runs code for {}", name, of_.name,
                       to_string(*other));
  }

 private:
  const Case& of_;
};

}  // namespace

std::vector<std::string> verdict_words(const GfxTarget& gfx, const CodeVerdict& verdict,
                                       const std::vector<CodePlace>& places,
                                       const std::string& in_force, const RuntimeAbility& ability) {
  const Case facts{gfx, to_string(gfx), verdict, places, in_force, ability};
  const OwnCode own(facts);
  const OverrideInForce override(facts);
  std::vector<std::string> out;
  if (verdict.any) out.push_back(own.words());
  if (verdict.any && verdict.own.fit == CodeFit::none && in_force.empty())
    out.push_back(own.no_way_out());
  out.push_back(override.shuts_out());
  OtherCode(facts, out).add_all();
  out.push_back(override.stray());
  std::erase(out, "");
  return out;
}

}  // namespace rmcp::client
