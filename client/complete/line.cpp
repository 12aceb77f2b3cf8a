// SPDX-License-Identifier: MIT
// Options, the verb, its arguments.
#include "client/complete/line.hpp"

namespace rmcp::client {
namespace {

/// The place for the option's value; numbers and lists are not needed here.
struct Store {
  Options& options;
  const std::string& value;

  void operator()(FieldOf<bool> field) const { field(options) = true; }
  void operator()(FieldOf<std::string> field) const { field(options) = value; }
  template <class Other>
  void operator()(Other) const {}
};

void store(Line& line, const Option& option, const std::string& value) {
  std::visit(Store{line.options, value}, option.place);
}

void add_option(Line& line, const std::string& word) {
  const auto equals = word.find('=');
  const auto* option = find_option(line.verb, word.substr(0, equals));
  if (option == nullptr) return;
  if (equals != std::string::npos)
    store(line, *option, word.substr(equals + 1));
  else if (option->takes_next_word())
    line.open_option = option;
  else
    store(line, *option, "");
}

void add_value(Line& line, const std::string& word) {
  store(line, *line.open_option, word);
  line.open_option = nullptr;
}

bool is_command(const Line& line) {
  return line.verb != nullptr && line.verb->arguments.first == Word::command;
}

void add_argument(Line& line, const std::string& word) {
  if (line.verb == nullptr) {
    line.verb = find_verb(word);
    return;
  }
  const auto* action = line.wants_action() ? find(line.verb->actions, word) : nullptr;
  if (action != nullptr)
    line.action = action;
  else
    line.arguments.push_back(word);
  line.in_command = is_command(line);
}

/// The following arguments belong to the command: the devices before it are complete.
void start_command(Line& line) {
  line.in_command = true;
  line.arguments.clear();
}

bool starts_command(const Line& line, const std::string& word) {
  return word == "--" &&
         (is_command(line) || (line.verb != nullptr && line.verb->arguments.dashes));
}

const Option* find_in(std::span<const Option> options, std::string_view name) {
  for (const auto& option : options)
    if (option.name == name || (!option.letter.empty() && option.letter == name)) return &option;
  return nullptr;
}

}  // namespace

const Option* find_option(const Verb* verb, std::string_view name) {
  const Option* found = verb == nullptr ? nullptr : find_in(verb->options, name);
  if (verb != nullptr)
    for (const auto* action : verb->actions)
      if (found == nullptr) found = find_in(action->options, name);
  return found == nullptr ? find_in(global_options(), name) : found;
}

Line read_line(const std::vector<std::string>& words) {
  Line line;
  for (const auto& word : words) {
    if (line.in_command)
      line.arguments.push_back(word);
    else if (starts_command(line, word))
      start_command(line);
    else if (line.open_option != nullptr)
      add_value(line, word);
    else if (word.starts_with('-'))
      add_option(line, word);
    else
      add_argument(line, word);
  }
  return line;
}

}  // namespace rmcp::client
