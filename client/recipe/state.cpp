// SPDX-License-Identifier: MIT
// Reads and writes the progress of a build.
#include "client/recipe/state.hpp"

#include "client/recipe/digest.hpp"

#include <fmt/format.h>

#include <array>

namespace rmcp::recipe {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr std::array<std::string_view, 4> kStatus = {"running", "failed", "interrupted",
                                                     "complete"};

Json list_json(const std::vector<Made>& list) {
  Json out = Json::array();
  for (const auto& made : list)
    out.push_back({{"name", made.name}, {"key", made.key}, {"seconds", made.seconds}});
  return out;
}

std::vector<Made> list_from(const Json& list) {
  std::vector<Made> out;
  for (const auto& made : list.get_ref<const Json::array_t&>())
    out.push_back({made.at("name").get<std::string>(), made.at("key").get<std::string>(),
                   made.at("seconds").get<double>()});
  return out;
}

/// Each part with its length, so that no two lists have the same text.
class Text {
 public:
  Text& add(std::string_view part) {
    text_ += fmt::format("{}:{};", part.size(), part);
    return *this;
  }
  template <class Map>
  Text& add_all(const Map& map) {
    add(fmt::format("{}", map.size()));
    for (const auto& [name, value] : map) add(name).add(value);
    return *this;
  }
  [[nodiscard]] std::string key() const { return sha256_text(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string_view to_string(State::Status status) {
  return kStatus.at(static_cast<std::size_t>(status));
}

Json to_json(const State& state) {
  return {{"format", kFormat},
          {"status", to_string(state.status)},
          {"prefix", state.prefix},
          {"pattern", state.pattern},
          {"sources", list_json(state.sources)},
          {"steps", list_json(state.steps)},
          {"at", state.at},
          {"begun", state.begun},
          {"set", state.set}};
}

std::optional<State> state_from(const Json& document) {
  try {
    if (document.at("format") != kFormat) return std::nullopt;
    State state;
    const auto status = document.at("status").get<std::string>();
    const auto* it = std::find(kStatus.begin(), kStatus.end(), status);
    if (it == kStatus.end()) return std::nullopt;
    state.status = static_cast<State::Status>(it - kStatus.begin());
    state.prefix = document.at("prefix").get<std::string>();
    state.pattern = document.at("pattern").get<std::string>();
    state.sources = list_from(document.at("sources"));
    state.steps = list_from(document.at("steps"));
    state.at = document.at("at").get<std::string>();
    state.begun = document.at("begun").get<bool>();
    state.set = document.at("set").get<std::string>();
    return state;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string key_of(const Recipe& recipe, const Step& step) {
  Text text;
  text.add(recipe.name).add(recipe.version).add(step.name).add(step.directory);
  text.add_all(recipe.environment).add_all(step.environment);
  for (const auto& word : step.run) text.add(word);
  return text.key();
}

std::string key_of(const Source& source, std::string_view content,
                   const std::vector<std::string>& patches, const std::vector<unsigned>& strips) {
  Text text;
  text.add(to_string(source.kind)).add(content).add(fmt::format("{}", source.strip));
  for (std::size_t i = 0; i < patches.size(); ++i)
    text.add(fmt::format("{}", strips.at(i))).add(patches[i]);
  return text.key();
}

}  // namespace rmcp::recipe
