// SPDX-License-Identifier: MIT
// Candidates from the tables of verbs, options and knobs, and from the names of the machine.
#include "client/complete/complete.hpp"

#include "client/complete/line.hpp"
#include "client/document/json.hpp"
#include "lib/knobs/knob.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

class Candidates {
 public:
  /// `front` stands before each: "--device=".
  explicit Candidates(std::string prefix, std::string front = "")
      : prefix_(std::move(prefix)), front_(std::move(front)) {}

  void add(std::string_view word, std::string_view help) {
    if (word.empty()) return;
    auto whole = front_ + std::string(word);
    if (whole.starts_with(prefix_)) found_.push_back({std::move(whole), std::string(help)});
  }
  /// Other names of the same thing: only for who has begun to type one.
  void add_other_name(std::string_view word, std::string_view help) {
    if (prefix_.size() > front_.size()) add(word, help);
  }
  std::vector<Candidate> take() { return std::move(found_); }

 private:
  std::string prefix_;
  std::string front_;
  std::vector<Candidate> found_;
};

void add_choices(Candidates& out, const OptionHelp& option) {
  for (auto rest = option.choices; !rest.empty();) {
    const auto end = rest.find(' ');
    out.add(rest.substr(0, end), option.description());
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

bool is_for_another_action(const Line& line, const OptionHelp& option) {
  return !option.action.empty() && !line.arguments.empty() &&
         option.action != line.arguments.front();
}

void add_options(Candidates& out, const Line& line, std::span<const OptionHelp> options) {
  for (const auto& option : options)
    if (!is_for_another_action(line, option))
      out.add(std::string(option.name) + (option.takes_next_word() ? "=" : ""),
              option.description());
}

void add_devices(Candidates& out, const Line& line, const Names& names) {
  const auto& given = line.arguments;
  const Json document = names.devices();
  for (const auto& device : items(document, "devices")) {
    const auto address = text(device, "address"), name = text(device, "name");
    const auto alias = text(device, "alias");
    const auto is_it = [&](const std::string& word) { return word == address || word == alias; };
    if (std::any_of(given.begin(), given.end(), is_it)) continue;
    out.add(alias, name);
    out.add(address, name);
    out.add_other_name(address.substr(address.find(':') + 1), name);
    out.add_other_name(text(device, "card"), name);
    for (const auto& node : items(device, "render_nodes"))
      out.add_other_name(node.get<std::string>(), name);
    out.add_other_name(text(device, "unique_id"), name);
  }
}

/// Of an option whose value is to be completed.
std::vector<Candidate> option_values(const OptionHelp& option, const Line& line,
                                     const std::string& word, const std::string& before,
                                     const Names& names) {
  if (option.name == "--host") return {{":host", ""}};
  if (option.name == "--config-dirs" || option.name == "--target") return {{":folder", ""}};
  Candidates out(word, before);
  if (option.name == "--device" || option.name == "--select") add_devices(out, line, names);
  add_choices(out, option);
  return out.take();
}

void add_named(Candidates& out, const Json& entries) {
  for (const auto& entry : entries) out.add(text(entry, "name"), text(entry, "description"));
}

void add_profiles(Candidates& out, const Names& names) {
  const Json document = names.profiles();
  add_named(out, items(document, "profiles"));
}

std::string set_in_words(const Json& set) {
  return fmt::format("{}, {}", text(set, "state"), text(set, "prefix"));
}

void add_sets(Candidates& out, const std::string& before, const Names& names) {
  const Json document = names.libraries();
  for (const auto& set : items(document, "libraries"))
    if (const auto name = text(set, "name"); !name.empty())
      out.add(before + name, set_in_words(set));
}

/// What `library` can be besides the name of a set.
void add_library_values(Candidates& out, const Names& names) {
  constexpr std::string_view kLibrary = "library=";
  for (const auto word : {"none", "system", "auto"}) out.add(std::string(kLibrary) + word, "");
  add_sets(out, std::string(kLibrary), names);
}

/// `KNOB=`, and behind that the choices, where the knob has some.
void add_settings(Candidates& out, const std::string& word, const Names& names) {
  if (word.starts_with("library=")) return add_library_values(out, names);
  const auto equals = word.find('=');
  for (const auto& knob : knobs()) {
    if (knob.kind == KnobKind::environment) continue;
    if (equals == std::string::npos) out.add(std::string(knob.name) + "=", knob.doc);
    if (word.substr(0, equals) != knob.name) continue;
    for (const auto choice : knob.choices) out.add(fmt::format("{}={}", knob.name, choice), "");
  }
}

/// What comes behind the device.
void add_second(Candidates& out, Takes takes, const std::string& word, const Names& names) {
  if (takes == Takes::settings) return add_settings(out, word, names);
  if (takes == Takes::device_profile) return add_profiles(out, names);
  for (const auto& knob : knobs()) out.add(knob.name, knob.doc);
}

/// What comes behind `library ACTION`; a word for the shell where that knows better.
std::string add_of_library(Candidates& out, const Line& line, const Names& names) {
  const auto& action = line.arguments.front();
  if (line.arguments.size() > 1) return "";
  if (action == "add") return ":folder";
  if (action == "build") return ":toml";
  if (action != "list") add_sets(out, "", names);
  return "";
}

bool begins_with_device(Takes takes) {
  return takes == Takes::settings || takes == Takes::device_knobs || takes == Takes::device_profile;
}

void add_arguments(Candidates& out, const Line& line, const std::string& word, const Names& names) {
  const auto takes = line.verb->takes;
  const bool second =
      takes == Takes::device_profile ? line.arguments.size() == 1 : !line.arguments.empty();
  const bool of_config = takes == Takes::config_action && line.arguments.size() == 1 &&
                         takes_device(line.arguments.front());
  if (of_config) return add_devices(out, line, names);
  if (begins_with_device(takes) && second) return add_second(out, takes, word, names);
  if (takes != Takes::devices && takes != Takes::devices_command && !line.arguments.empty()) return;
  switch (takes) {
    case Takes::device:
    case Takes::devices:
    case Takes::devices_command:
    case Takes::settings:
    case Takes::device_knobs:
    case Takes::device_profile:
      return add_devices(out, line, names);
    case Takes::knob:
      for (const auto& knob : knobs()) out.add(knob.name, knob.doc);
      return;
    case Takes::profile:
      return add_profiles(out, names);
    case Takes::config_action:
      for (const auto action : kConfigActions) out.add(action, "");
      return;
    case Takes::library_action:
      for (const auto action : kLibraryActions) out.add(action, "");
      return;
    case Takes::command:  // the shell knows
    case Takes::nothing:
      return;
  }
}

}  // namespace

std::vector<Candidate> complete(const std::vector<std::string>& words, const Names& names) {
  const std::string word = words.empty() ? "" : words.back();
  const Line line = read_line({words.begin(), words.end() - (words.empty() ? 0 : 1)});
  if (line.open_option != nullptr) return option_values(*line.open_option, line, word, "", names);
  if (line.in_command) return {{line.arguments.empty() ? ":command" : ":file", ""}};
  Candidates out(word);
  if (word.starts_with('-')) {
    const auto equals = word.find('=');
    const auto* option = find_option(line.verb, word.substr(0, equals));
    if (equals != std::string::npos)
      return option == nullptr
                 ? out.take()
                 : option_values(*option, line, word, word.substr(0, equals + 1), names);
    if (line.verb != nullptr) add_options(out, line, line.verb->options);
    add_options(out, line, global_options());
  } else if (line.verb != nullptr && line.verb->takes == Takes::command) {
    return {{":command", ""}};
  } else if (line.verb == nullptr) {
    for (const auto& verb : verbs()) out.add(verb.name, verb.help);
  } else if (line.verb->takes == Takes::library_action && !line.arguments.empty()) {
    if (auto shell = add_of_library(out, line, names); !shell.empty())
      return {{std::move(shell), ""}};
  } else {
    add_arguments(out, line, word, names);
  }
  return out.take();
}

}  // namespace rmcp::client
