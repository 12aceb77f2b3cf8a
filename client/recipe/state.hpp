// SPDX-License-Identifier: MIT
// The progress of a build: the basis of a later run.
#pragma once
#include "client/recipe/recipe.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// Something that has been made, and a hash of its inputs.
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
  std::vector<Made> sources;  // existing trees, patched
  std::vector<Made> steps;    // finished steps, in order
  std::string at;             // the step or stage that ran last
  bool begun = false;         // a step has been started on the trees
  std::string set;            // its registered name; empty: not registered

  bool operator==(const State&) const = default;
};
std::string_view to_string(State::Status status);

nlohmann::json to_json(const State& state);
/// Nothing for a text that is not a state of this version.
std::optional<State> state_from(const nlohmann::json& document);

/// The inputs of a step: another text, another key. The number of jobs does not count.
std::string key_of(const Recipe& recipe, const Step& step);
/// `content` identifies the contents of the source: a pin, or a hash of a folder; `patches` are the
/// texts of its series in order.
std::string key_of(const Source& source, std::string_view content,
                   const std::vector<std::string>& patches, const std::vector<unsigned>& strips);

}  // namespace rmcp::recipe
