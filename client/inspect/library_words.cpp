// SPDX-License-Identifier: MIT
// One sentence for all libraries that share a cause.
#include "client/inspect/library_words.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp::client {
namespace {

/// About the other files, and ROCm's own libraries.
class OtherCode {
 public:
  OtherCode(const VerdictCase& facts, std::vector<std::string>& out) : of_(facts), out_(out) {}

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

  const VerdictCase& of_;
  std::vector<std::string>& out_;
};

}  // namespace

void add_library_words(const VerdictCase& facts, std::vector<std::string>& out) {
  OtherCode(facts, out).add_all();
}

}  // namespace rmcp::client
