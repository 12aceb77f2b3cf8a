// SPDX-License-Identifier: MIT
// Options, the verb, its arguments.
#include "client/complete/line.hpp"

namespace rmcp::client {
namespace {

void take_option(Line& line, const std::string& word) {
  const auto equals = word.find('=');
  const auto name = word.substr(0, equals);
  const auto* option = find_option(line.verb, name);
  if (option == nullptr) return;
  if (equals == std::string::npos && option->takes_next_word()) line.open_option = option;
  if (option->name == "--offline") line.offline = true;
  if (option->name == "--host") line.remote = true;
  if (option->name == "--config-dirs" && equals != std::string::npos)
    line.config_dirs = word.substr(equals + 1);
}

void take_value(Line& line, const std::string& word) {
  if (line.open_option->name == "--config-dirs") line.config_dirs = word;
  line.open_option = nullptr;
}

void take_argument(Line& line, const std::string& word) {
  if (line.verb == nullptr)
    line.verb = find_verb(word);
  else
    line.arguments.push_back(word);
  line.in_command =
      line.in_command ||
      (line.verb != nullptr && line.verb->takes == Takes::command && !line.arguments.empty());
}

bool takes_command(const Verb& verb) {
  return verb.takes == Takes::command || verb.takes == Takes::devices_command;
}

/// From here on arguments are the command's: devices before it are complete.
void start_command(Line& line) {
  line.in_command = true;
  line.arguments.clear();
}

}  // namespace

const OptionHelp* find_option(const Verb* verb, std::string_view name) {
  const auto is_it = [name](const OptionHelp& option) {
    return option.name == name || (!option.letter.empty() && option.letter == name);
  };
  if (verb != nullptr)
    for (const auto& option : verb->options)
      if (is_it(option)) return &option;
  for (const auto& option : global_options())
    if (is_it(option)) return &option;
  return nullptr;
}

Line read_line(const std::vector<std::string>& words) {
  Line line;
  for (const auto& word : words) {
    if (line.in_command)
      line.arguments.push_back(word);
    else if (word == "--" && line.verb != nullptr && takes_command(*line.verb))
      start_command(line);
    else if (line.open_option != nullptr)
      take_value(line, word);
    else if (word.starts_with('-'))
      take_option(line, word);
    else
      take_argument(line, word);
  }
  return line;
}

}  // namespace rmcp::client
