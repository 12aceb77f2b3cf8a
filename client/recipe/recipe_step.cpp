// SPDX-License-Identifier: MIT
// Reads [[step]].
#include "client/recipe/placeholders.hpp"
#include "client/recipe/recipe_fields.hpp"
#include "client/recipe/step_environment.hpp"

#include <fmt/format.h>

#include <set>

namespace rmcp::recipe {
namespace {

using toml::Entry;
using toml::Node;
using toml::Table;

void read_run(const Entry& entry, Step& step, Reading& reading) {
  const auto* array = std::get_if<toml::Array>(&entry.value.data);
  if (array == nullptr)
    return reading.complaints.error(
        entry.value.at,
        "run: expected a list, the program and its arguments; they are not passed through a "
        "shell, name one if you want it: [\"sh\", \"-c\", \"...\"]");
  for (const auto& one : *array) {
    const auto* text = std::get_if<std::string>(&one.data);
    if (text == nullptr)
      reading.complaints.error(
          one.at, fmt::format("run: expected a string, found {}", toml::type_name(one)));
    else  // line breaks are allowed: a shell's text may have some
      step.run.push_back(*text);
  }
  if (array->empty() || (!step.run.empty() && step.run.front().empty()))
    reading.complaints.error(entry.value.at, "run: names no program");
}

constexpr Key<Step> kStepKeys[] = {
    {"name",
     [](const Entry& e, Step& s, Reading& r) {
       s.name = text_of(e, r).value_or("?");
       if (!is_plain_name(s.name) && s.name != "?")
         r.complaints.error(e.value.at, fmt::format("name: '{}' is not a valid name for a log: "
                                                    "letters, digits and '. _ + -'",
                                                    s.name));
     }},
    {"directory",
     [](const Entry& e, Step& s, Reading& r) { s.directory = text_of(e, r).value_or(""); }},
    {"environment",
     [](const Entry& e, Step& s, Reading& r) { s.environment = environment_of(e, r); }},
    {"run", read_run},
};

void check_text(const std::string& text, const Origin& origin, Reading& reading) {
  const auto known = [&](std::string_view name) { return place_value(reading.recipe, {}, name); };
  const auto unknown = unknown_placeholder(text, known);
  if (!unknown) return;
  auto names = place_names(reading.recipe);
  reading.complaints.error({origin.line, origin.column},
                           fmt::format("unknown placeholder @{}@{}; @@ is a plain @", *unknown,
                                       toml::suggestion(*unknown, {names.begin(), names.end()})));
}

}  // namespace

void read_step(const Node& node, Reading& reading) {
  Step step;
  step.origin = reading.complaints.origin(node.at);
  const auto& table = std::get<Table>(node.data);
  read_keys(table, kStepKeys, " of [[step]]", step, reading);
  for (const std::string_view key : {"name", "run"})
    if (find(table, key) == nullptr)
      reading.complaints.error(node.at, fmt::format("'{}' is missing", key));
  reading.recipe.steps.push_back(std::move(step));
}

void check_steps(Reading& reading) {
  const auto& recipe = reading.recipe;
  std::set<std::string_view> names;
  for (const auto& step : recipe.steps) {
    const toml::Position at{step.origin.line, step.origin.column};
    if (!names.insert(step.name).second)
      reading.complaints.error(at, fmt::format("name: '{}' is in use already", step.name));
    check_text(step.directory, step.origin, reading);
    for (const auto& word : step.run) check_text(word, step.origin, reading);
    for (const auto& [name, value] : step.environment) check_text(value, step.origin, reading);
  }
  const Origin whole{recipe.file, 1, 1, ""};
  for (const auto& [name, value] : recipe.environment) check_text(value, whole, reading);
}

}  // namespace rmcp::recipe
