// SPDX-License-Identifier: MIT
// How far a build has come: what a later run goes by.
#pragma once
#include "client/recipe/recipe.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// Something that has been made, and a hash of what it was made from.
struct Made {
  std::string name;
  std::string key;
  double seconds = 0;
  bool operator==(const Made&) const = default;
};

struct State {
  enum class Status { running, failed, interrupted, complete };
  Status status = Status::running;
  std::string prefix;
  std::string pattern;        // of the prefix
  std::vector<Made> sources;  // trees that are there, patched
  std::vector<Made> steps;    // that have ended well, in their order
  std::string at;             // the step or stage that ran last
  bool begun = false;         // a step has been started on the trees
  std::string set;            // that it is registered as; empty: it is not

  bool operator==(const State&) const = default;
};
std::string_view to_string(State::Status status);

nlohmann::json to_json(const State& state);
/// Nothing for what is no state of this version.
std::optional<State> state_from(const nlohmann::json& document);

/// What a step is made from: another text, another key. How many jobs run at once changes nothing.
std::string key_of(const Recipe& recipe, const Step& step);
/// `content` tells apart what the source has in it: a pin, or a hash of what lies in a folder;
/// `patches` are the texts of its series in order.
std::string key_of(const Source& source, std::string_view content,
                   const std::vector<std::string>& patches, const std::vector<unsigned>& strips);

}  // namespace rmcp::recipe
