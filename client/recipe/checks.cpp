// SPDX-License-Identifier: MIT
// Checks a recipe before a build.
#include "client/recipe/checks.hpp"

#include "client/recipe/digest.hpp"
#include "client/recipe/folder.hpp"
#include "client/recipe/program.hpp"
#include "lib/sys/root.hpp"
#include "lib/verify/set_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp::recipe {
namespace {

constexpr std::size_t kLongestPatch = std::size_t{64} << 20;

std::string at(const Origin& origin) {
  return fmt::format("{}:{}:{}", origin.file, origin.line, origin.column);
}

class Check {
 public:
  Check(const Recipe& recipe, const Places& places, const Environment& inherited)
      : recipe_(recipe), places_(places), inherited_(inherited) {}

  Checked run() {
    for (const auto& patch : recipe_.patches) read(patch);
    for (const auto& source : recipe_.sources) out_.contents.push_back(content_of(source));
    check_programs();
    return std::move(out_);
  }

 private:
  void problem(std::string text) { out_.problems.push_back(std::move(text)); }

  void read(const Patch& patch) {
    auto text = sys::read_regular(patch.file, kLongestPatch);
    if (!text)
      return problem(fmt::format("{}: patch: {}: {}", at(patch.origin), patch.file,
                                 sys::describe_unread(text.error())));
    const auto found = sha256_text(*text);
    if (!patch.sha256.empty() && patch.sha256 != found)
      return problem(fmt::format("{}: patch: {}: its sha256 is {}, the recipe wants {}",
                                 at(patch.origin), patch.file, found, patch.sha256));
    auto files = parse_patch(*text, patch.strip);
    if (!files)
      return problem(
          fmt::format("{}:{}: {}", patch.file, files.error().line, files.error().message));
    out_.patches.push_back({patch, std::move(*text), std::move(*files)});
  }

  /// Empty if there is a problem.
  std::string content_of(const Source& source) {
    if (source.kind == Source::Kind::git) return source.pin;
    const auto where = fmt::format("{}: source '{}'", at(source.origin), source.name);
    return source.kind == Source::Kind::tarball ? tarball(source, where) : folder(source, where);
  }

  std::string tarball(const Source& source, const std::string& where) {
    const auto file = sys::Root().open(source.location);
    const auto hash =
        file ? verify::sha256_of(*file)
             : Expected<std::string>(tl::unexpected(Failure(sys::describe_unread(file.error()))));
    if (!hash) {
      problem(fmt::format("{}: {}: {}", where, source.location, hash.error().text));
      return "";
    }
    if (*hash != source.pin)
      problem(fmt::format("{}: {}: its sha256 is {}, the recipe wants {}", where, source.location,
                          *hash, source.pin));
    return *hash;
  }

  std::string folder(const Source& source, const std::string& where) {
    if (is_below(real_path(places_.work), real_path(source.location))) {
      problem(
          fmt::format("{}: {}: contains the work folder {}", where, source.location, places_.work));
      return "";
    }
    auto found = fingerprint(source.location);
    if (!found) problem(fmt::format("{}: {}", where, found.error().text));
    return found.value_or("");
  }

  void need(const std::string& program, std::string_view why, const Environment& environment) {
    if (!find_program(program, environment).empty() || !missing_.insert(program).second) return;
    problem(fmt::format("{}: no such program in PATH, {} needs it", program, why));
  }

  void check_programs() {
    for (const auto& source : recipe_.sources) {
      constexpr std::string_view tools[] = {"cp", "tar", "git"};
      need(std::string(tools[static_cast<std::size_t>(source.kind)]),
           fmt::format("source '{}'", source.name), inherited_);
    }
    if (!recipe_.patches.empty()) need("patch", "the patch series", inherited_);
    for (const auto& step : recipe_.steps) {
      const auto ready = ready_step(recipe_, step, places_, inherited_);
      const auto path = ready.environment.at("PATH");
      // Programs from earlier steps do not exist yet.
      const bool may_come = path.find(places_.prefix) != path.npos ||
                            path.find(places_.work) != path.npos ||
                            ready.run.front().find('/') != std::string::npos;
      if (!may_come)
        need(ready.run.front(), fmt::format("step '{}'", step.name), ready.environment);
    }
  }

  const Recipe& recipe_;
  const Places& places_;
  const Environment& inherited_;
  Checked out_;
  std::set<std::string> missing_;
};

}  // namespace

Checked check_recipe(const Recipe& recipe, const Places& places, const Environment& inherited) {
  return Check(recipe, places, inherited).run();
}

}  // namespace rmcp::recipe
