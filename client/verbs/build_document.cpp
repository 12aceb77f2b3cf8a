// SPDX-License-Identifier: MIT
// The document of a build: sources with their patches, steps with their state.
#include "client/verbs/build_document.hpp"

#include "client/document/json.hpp"

#include <fmt/format.h>

#include <set>

namespace rmcp::client {
namespace {

Json describe_patch(const recipe::ReadPatch& patch) {
  std::set<std::string> files;
  std::size_t hunks = 0;
  for (const auto& file : patch.files) {
    files.insert(file.name());
    hunks += file.hunks.size();
  }
  return {{"file", patch.patch.file}, {"files", files}, {"hunks", hunks}};
}

Json describe_source(const Build& build, const recipe::Source& source) {
  Json out{{"name", source.name},
           {"kind", to_string(source.kind)},
           {"location", source.location},
           {"pin", source.pin},
           {"patches", Json::array()}};
  for (const auto& patch : build.prepared.patches)
    if (patch.patch.source == source.name) out["patches"].push_back(describe_patch(patch));
  return out;
}

/// The steps that have succeeded, in this run or in an earlier run that this one
/// continues.
const std::vector<recipe::Made>& made_steps(const Build& build) {
  const auto& earlier = build.prepared.state;
  const bool goes_on = build.state.steps.empty() && earlier && !build.prepared.plan.fresh;
  return goes_on ? earlier->steps : build.state.steps;
}

Json describe_step(const Build& build, std::size_t i, bool planned) {
  const auto ready =
      recipe::ready_step(build.recipe, build.recipe.steps[i], build.prepared.places, {});
  const auto& made = made_steps(build);
  const auto kept = planned ? build.prepared.plan.first_step : made.size();
  Json out{{"name", ready.name},
           {"directory", ready.directory},
           {"run", ready.run},
           {"state", i < kept ? "done" : "to do"},
           {"log", fmt::format("{}/logs/{:02}-{}.log", build.work, i + 1, ready.name)}};
  if (i < kept && i < made.size()) out["seconds"] = made[i].seconds;
  return out;
}

}  // namespace

Json describe_build(const Build& build, std::string_view status, bool planned) {
  const auto& recipe = build.recipe;
  Json out{{"name", recipe.name},
           {"version", recipe.version},
           {"recipe", recipe.file},
           {"status", status},
           {"work", build.work},
           {"prefix", build.prepared.places.prefix},
           {"reason", build.prepared.plan.reason},
           {"sources", Json::array()},
           {"steps", Json::array()}};
  for (const auto& source : recipe.sources)
    out["sources"].push_back(describe_source(build, source));
  for (std::size_t i = 0; i < recipe.steps.size(); ++i)
    out["steps"].push_back(describe_step(build, i, planned));
  return out;
}

}  // namespace rmcp::client
