// SPDX-License-Identifier: MIT
// An option, written once: what the command line, --help and completion know of it.
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

/// What an argument or the value of an option is: completion offers such words.
enum class Word {
  none,
  device,
  knob,
  setting,  // KNOB=VALUE
  profile,
  library_set,
  // These the shell knows.
  command,
  folder,
  host,
  recipe
};

/// The field that takes the value of an option.
template <class Value>
using FieldOf = Value& (*)(Options&);
using Place =
    std::variant<std::monostate, FieldOf<bool>, FieldOf<std::string>, FieldOf<double>,
                 FieldOf<std::int64_t>, FieldOf<std::uint64_t>, FieldOf<std::vector<std::string>>>;

template <class Struct, class Value>
Struct struct_of(Value Struct::*);

/// Options, or the struct that a verb has for its own: that one comes into being when it is first
/// asked for.
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

/// `place<&PlanOptions::exit_code>`; more members lead on into structs within.
template <auto... members>
inline constexpr Place place = &field<members...>;

struct Option {
  std::string_view name;         // "--json"
  std::string_view letter = {};  // "-H", or none
  std::string_view value = {};   // as --help shows it: "[=FORM]", "=SEC"; none for a flag
  std::string_view help;
  std::string_view choices = {};  // the only values, separated by blanks
  Word word = Word::none;         // what the value is
  Place place = {};               // none: --help, which is the parser's own
  std::string_view implied = {};  // stored when no value stands behind the name

  // A value that does not fit is no `expected`: "[USER@]HOST".
  bool (*fits)(std::string_view value) = nullptr;
  std::string_view expected = {};

  /// Its value may be, and by completion is, the next word.
  bool takes_next_word() const { return value.starts_with('='); }
};

/// Those that every verb has.
std::span<const Option> global_options();

/// The help, with the action that the option belongs to before it: "build: from the start".
std::string description(const Option& option, std::string_view action = {});

/// `  -H, --host=[USER@]HOST  Ask the rmcpd of ...`, one a line.
std::string option_lines(std::span<const Option> options, std::string_view action = {});

/// The choices, one by one.
std::vector<std::string_view> choices_of(const Option& option);

/// Why the option cannot have this value; empty when it can.
std::string why_unfit(const Option& option, std::string_view value);

}  // namespace rmcp::client
