// SPDX-License-Identifier: MIT
// Candidates from the tables of verbs, options and knobs, and from the names on this machine.
#include "client/complete/complete.hpp"

#include "client/complete/line.hpp"
#include "client/document/json.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/known_variable.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/knobs/short_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

class Candidates {
 public:
  /// `front` is put before each candidate: "--device=".
  explicit Candidates(std::string prefix, std::string front = "")
      : prefix_(std::move(prefix)), front_(std::move(front)) {}

  void add(std::string_view word, std::string_view help) {
    if (word.empty()) return;
    auto whole = front_ + std::string(word);
    if (whole.starts_with(prefix_)) found_.push_back({std::move(whole), std::string(help)});
  }
  /// Other names of the same object: offered only after the user has begun to type one.
  void add_other_name(std::string_view word, std::string_view help) {
    if (prefix_.size() > front_.size()) add(word, help);
  }
  std::vector<Candidate> release() { return std::move(found_); }

 private:
  std::string prefix_;
  std::string front_;
  std::vector<Candidate> found_;
};

void add_verbs(Candidates& out, Verbs verbs) {
  for (const auto* verb : verbs) out.add(verb->name, verb->help);
}

/// `help VERB ACTION`.
void add_verb_or_action(Candidates& out, const Line& line) {
  if (line.arguments.empty()) return add_verbs(out, verbs());
  if (const auto* verb = find_verb(line.arguments.front())) add_verbs(out, verb->actions);
}

void add_options(Candidates& out, std::span<const Option> options, std::string_view action = {}) {
  for (const auto& option : options)
    out.add(std::string(option.name) + (option.takes_next_word() ? "=" : ""),
            description(option, action));
}

void add_own_options(Candidates& out, const Line& line) {
  if (line.verb == nullptr) return;
  add_options(out, line.verb->options);
  for (const auto* action : line.verb->actions)
    if (action == line.action || line.wants_action())
      add_options(out, action->options, action->name);
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
      if (node.is_string()) out.add_other_name(node.get_ref<const std::string&>(), name);
    out.add_other_name(text(device, "unique_id"), name);
  }
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

/// The values of the knob `library`: its words, then the sets.
void add_library_values(Candidates& out, const Names& names) {
  constexpr std::string_view kLibrary = "library=";
  for (const auto word : {"none", "system", "auto"}) out.add(std::string(kLibrary) + word, "");
  add_sets(out, std::string(kLibrary), names);
}

/// The short name; the whole one only after the user has begun to type it.
void add_knob(Candidates& out, const Knob& knob, std::string_view after = {}) {
  const auto short_name = short_knob_name(knob.name);
  const auto with = [after](std::string_view name) {
    return std::string(name) + std::string(after);
  };
  out.add(with(short_name), knob.doc);
  if (short_name != knob.name) out.add_other_name(with(knob.name), knob.doc);
}

/// The variables that can be set at run time.
void add_variables(Candidates& out, std::string_view after) {
  for (const auto& variable : known_variables())
    if (!variable.name.ends_with('*'))
      out.add_other_name(std::string(variable.name) + std::string(after), variable.effect);
}

/// The choices after `KNOB=`, in whatever form the knob was named.
void add_values(Candidates& out, const std::string& name, const Names& names) {
  const auto* knob = find_knob(full_knob_name(name));
  if (knob == nullptr) return;
  if (knob->name == kLibraryKnob) return add_library_values(out, names);
  for (const auto choice : knob->choices) out.add(fmt::format("{}={}", name, choice), "");
}

/// `KNOB=`, and after it the choices, if the knob has choices.
void add_settings(Candidates& out, const std::string& word, const Names& names) {
  const auto equals = word.find('=');
  if (equals != std::string::npos) return add_values(out, word.substr(0, equals), names);
  for (const auto& knob : knobs())
    if (knob.kind != KnobKind::environment) add_knob(out, knob, "=");
  add_variables(out, "=");
}

void add_knobs(Candidates& out) {
  for (const auto& knob : knobs()) add_knob(out, knob);
}

/// What is set on the device that the line names.
void add_overrides(Candidates& out, const Line& line, const Names& names) {
  const auto& given = line.arguments;
  const Json document = names.devices();
  for (const auto& device : items(document, "devices")) {
    const auto address = text(device, "address");
    const bool is_it = given.front() == address || given.front() == text(device, "alias") ||
                       given.front() == text(device, "card") ||
                       address.ends_with(":" + given.front());
    if (!is_it) continue;
    for (const auto& setting : items(device, "overrides")) {
      const auto name = text(setting, "knob");
      const auto* knob = find_knob(name);
      const bool is_variable = knob != nullptr && knob->kind == KnobKind::environment;
      const auto shown =
          is_variable ? name.substr(name.find('.') + 1) : std::string(short_knob_name(name));
      if (std::find(given.begin(), given.end(), shown) == given.end())
        out.add(shown, text(setting, "value"));
    }
  }
}

void add_parameters(Candidates& out) {
  for (const auto& parameter : module_parameters()) out.add(parameter.name(), parameter.doc);
}

/// Words that the shell completes better; empty: none.
std::string_view shell_word(Word kind) {
  switch (kind) {
    case Word::command:
      return ":command";
    case Word::file:
      return ":file";
    case Word::folder:
      return ":folder";
    case Word::host:
      return ":host";
    case Word::recipe:
      return ":toml";
    default:
      return "";
  }
}

void add_words(Candidates& out, Word kind, const Line& line, const std::string& word,
               const Names& names) {
  switch (kind) {
    case Word::device:
      return add_devices(out, line, names);
    case Word::knob:
      return add_knobs(out);
    case Word::setting:
      return add_settings(out, word, names);
    case Word::override:
      return add_overrides(out, line, names);
    case Word::parameter:
      return add_parameters(out);
    case Word::profile:
      return add_profiles(out, names);
    case Word::library_set:
      return add_sets(out, "", names);
    case Word::verb:
      return add_verb_or_action(out, line);
    default:
      return;
  }
}

/// The next word is of this kind; `before` precedes it in the same word: "--device=".
std::vector<Candidate> words_of(Word kind, const Line& line, const std::string& word,
                                const Names& names) {
  if (const auto shell = shell_word(kind); !shell.empty()) return {{std::string(shell), ""}};
  Candidates out(word);
  add_words(out, kind, line, word, names);
  return out.release();
}

std::vector<Candidate> option_values(const Option& option, const Line& line,
                                     const std::string& word, const std::string& before,
                                     const Names& names) {
  if (const auto shell = shell_word(option.word); !shell.empty()) return {{std::string(shell), ""}};
  Candidates out(word, before);
  add_words(out, option.word, line, word, names);
  for (const auto choice : choices_of(option)) out.add(choice, description(option));
  return out.release();
}

std::vector<Candidate> options_or_values(const Line& line, const std::string& word,
                                         const Names& names) {
  Candidates out(word);
  if (const auto equals = word.find('='); equals != std::string::npos) {
    const auto* option = find_option(line.verb, word.substr(0, equals));
    if (option == nullptr) return {};
    return option_values(*option, line, word, word.substr(0, equals + 1), names);
  }
  add_own_options(out, line);
  add_options(out, global_options());
  return out.release();
}

std::vector<Candidate> arguments(const Line& line, const std::string& word, const Names& names) {
  const auto& row = line.action == nullptr ? *line.verb : *line.action;
  return words_of(row.arguments.at(line.arguments.size()), line, word, names);
}

}  // namespace

std::vector<Candidate> complete(const std::vector<std::string>& words, const Names& names) {
  const std::string word = words.empty() ? "" : words.back();
  const Line line = read_line({words.begin(), words.end() - (words.empty() ? 0 : 1)});
  if (line.open_option != nullptr) return option_values(*line.open_option, line, word, "", names);
  if (line.in_command) return {{line.arguments.empty() ? ":command" : ":file", ""}};
  if (word.starts_with('-')) return options_or_values(line, word, names);
  if (line.verb != nullptr && !line.wants_action()) return arguments(line, word, names);
  Candidates out(word);
  add_verbs(out, line.verb == nullptr ? verbs() : line.verb->actions);
  return out.release();
}

}  // namespace rmcp::client
