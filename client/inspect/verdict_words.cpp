// SPDX-License-Identifier: MIT
// Words the consequences of GPU code for a card: the program's own first, then its libraries, then
// variables that spoil it.
#include "client/inspect/verdict_words.hpp"

#include "client/inspect/library_words.hpp"
#include "client/inspect/override_words.hpp"
#include "client/inspect/verdict_case.hpp"
#include "lib/gpu/device_package.hpp"
#include "lib/gpu/gfx_override.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

/// About the program's own code, and the way out if there is none.
class OwnCode {
 public:
  explicit OwnCode(const VerdictCase& facts) : of_(facts) {}

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

  const VerdictCase& of_;
};

}  // namespace

std::vector<std::string> verdict_words(const GfxTarget& gfx, const CodeVerdict& verdict,
                                       const std::vector<CodePlace>& places,
                                       const std::string& in_force, const RuntimeAbility& ability) {
  const VerdictCase facts{gfx, to_string(gfx), verdict, places, in_force, ability};
  const OwnCode own(facts);
  std::vector<std::string> out;
  if (verdict.any) out.push_back(own.words());
  if (verdict.any && verdict.own.fit == CodeFit::none && in_force.empty())
    out.push_back(own.no_way_out());
  out.push_back(override_that_shuts_out(facts));
  add_library_words(facts, out);
  out.push_back(stray_override(facts));
  std::erase(out, "");
  return out;
}

}  // namespace rmcp::client
