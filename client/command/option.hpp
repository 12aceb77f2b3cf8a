// SPDX-License-Identifier: MIT
// An option, written once for the command line, --help and completion.
#pragma once
#include "client/command/options.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace rmcp::client {

/// The kind of an argument or of an option's value: completion offers such words.
enum class Word {
  none,
  device,
  knob,
  setting,   // KNOB=VALUE
  override,  // a knob that was set at run time
  parameter,
  profile,
  library_set,
  // These are completed by the shell.
  command,
  file,
  folder,
  host,
  recipe,
  verb
};

/// The field that stores the value of an option.
template <class Value>
using FieldOf = Value& (*)(Options&);
using Place =
    std::variant<std::monostate, FieldOf<bool>, FieldOf<std::string>, FieldOf<std::int64_t>,
                 FieldOf<std::uint64_t>, FieldOf<std::vector<std::string>>>;

template <class Struct, class Value>
Struct struct_of(Value Struct::*);

/// Options, or a verb's own struct of options, which is created on first use.
template <class Struct>
Struct& part(Options& options) {
  if constexpr (std::is_same_v<Struct, Options>) {
    return options;
  } else {
    for (auto& one : options.of_verbs)
      if (auto* own = std::any_cast<Struct>(&one)) return *own;
    return options.of_verbs.emplace_back().template emplace<Struct>();
  }
}

template <auto first, auto... rest>
auto& field(Options& options) {
  return ((part<decltype(struct_of(first))>(options).*first).*....*rest);
}

/// `place<&PlanOptions::exit_code>`; more members lead to nested structs.
template <auto... members>
inline constexpr Place place = &field<members...>;

/// The verbs that an option common to all verbs is of use to: the help of the others omits it.
enum class UsefulFor { all, none, documents, tables, remote_verbs, askers, readers };

struct Option {
  std::string_view name;         // "--json"
  std::string_view letter = {};  // "-H", or none
  std::string_view value = {};   // as --help shows it: "[=FORM]", "=SEC"; none for a flag
  std::string_view help;
  std::string_view choices = {};  // the only values, separated by blanks
  Word word = Word::none;         // the kind of the value
  Place place = {};               // none: --help, which the parser handles
  std::string_view implied = {};  // stored for an option without a value

  // A value that does not fit is reported as not `expected`: "[USER@]HOST".
  bool (*fits)(std::string_view value) = nullptr;
  std::string_view expected = {};
  UsefulFor useful_for = UsefulFor::all;

  /// The value may be the next word, and completion offers it there.
  [[nodiscard]] bool takes_next_word() const { return value.starts_with('='); }
};

/// The options common to all verbs.
std::span<const Option> global_options();

/// The help, after the action to which the option belongs: "build: start over".
std::string description(const Option& option, std::string_view action = {});

/// `  -H, --host=[USER@]HOST  Connect to ...`, one option a line.
std::string option_lines(std::span<const Option> options, std::string_view action = {});

/// The choices, one by one.
std::vector<std::string_view> choices_of(const Option& option);

/// The reason that refuses this value; empty if it is valid.
std::string why_unfit(const Option& option, std::string_view value);

}  // namespace rmcp::client
