// SPDX-License-Identifier: MIT
// Builds the environment of a step.
#include "client/recipe/step_environment.hpp"

#include "client/recipe/placeholders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp::recipe {
namespace {

constexpr std::array<std::string_view, 19> kInherited = {
    "PATH",        "HOME",       "USER",          "LOGNAME",     "SHELL",
    "LANG",        "LC_ALL",     "LC_CTYPE",      "LC_MESSAGES", "TZ",
    "TMPDIR",      "http_proxy", "https_proxy",   "no_proxy",    "HTTP_PROXY",
    "HTTPS_PROXY", "NO_PROXY",   "SSH_AUTH_SOCK", "CCACHE_DIR"};

constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";

constexpr std::string_view kOfSource = "source:";

}  // namespace

std::optional<std::string> place_value(const Recipe& recipe, const Places& places,
                                       std::string_view name) {
  if (name == "prefix") return places.prefix;
  if (name == "build") return places.build();
  if (name == "jobs") return fmt::format("{}", places.jobs);
  if (name == "name") return recipe.name;
  if (name == "version") return recipe.version;
  if (name == "source" && !recipe.sources.empty()) return places.tree(recipe.sources.front().name);
  if (!name.starts_with(kOfSource)) return std::nullopt;
  name.remove_prefix(kOfSource.size());
  if (find_source(recipe, name) == nullptr) return std::nullopt;
  return places.tree(name);
}

std::vector<std::string> place_names(const Recipe& recipe) {
  std::vector<std::string> names = {"prefix", "source", "build", "jobs", "name", "version"};
  for (const auto& source : recipe.sources) names.push_back(std::string(kOfSource) + source.name);
  return names;
}

Environment inherited(const char* const* variables) {
  Environment out{{"PATH", std::string(kUsualPath)}};
  for (; variables != nullptr && *variables != nullptr; ++variables) {
    const std::string_view variable = *variables;
    const auto equals = variable.find('=');
    if (equals == variable.npos) continue;
    const auto name = variable.substr(0, equals);
    if (std::find(kInherited.begin(), kInherited.end(), name) != kInherited.end())
      out[std::string(name)] = variable.substr(equals + 1);
  }
  return out;
}

Step ready_step(const Recipe& recipe, const Step& step, const Places& places,
                const Environment& inherited) {
  const auto value = [&](std::string_view name) { return place_value(recipe, places, name); };
  const auto tree = value("source").value_or(places.work);
  Step ready = step;
  ready.directory = expand(step.directory, value);
  if (!ready.directory.starts_with('/'))
    ready.directory = ready.directory.empty() ? tree : tree + "/" + ready.directory;
  for (auto& word : ready.run) word = expand(word, value);
  ready.environment = inherited;
  for (const auto* variables : {&recipe.environment, &step.environment})
    for (const auto& [name, text] : *variables) ready.environment[name] = expand(text, value);
  ready.environment["RMCP_PREFIX"] = places.prefix;
  ready.environment["RMCP_SOURCE"] = tree;
  ready.environment["RMCP_BUILD"] = places.build();
  ready.environment["RMCP_JOBS"] = fmt::format("{}", places.jobs);
  ready.environment["RMCP_NAME"] = recipe.name;
  ready.environment["RMCP_VERSION"] = recipe.version;
  // A tree has no repository of its own: git must not find one that happens to contain the cache.
  ready.environment["GIT_CEILING_DIRECTORIES"] = places.trees() + ":" + places.work;
  return ready;
}

}  // namespace rmcp::recipe
