// SPDX-License-Identifier: MIT
// Texts, flags and choices out of a document, with a diagnostic if there is none: shared by policy
// and settings.
#pragma once
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::toml {

/// A string that fits on one line. `what` names the place in messages: "match key 'gfx'".
std::optional<std::string> read_text(const Node& node, std::string_view what,
                                     Complaints& complaints);

struct Text {
  std::string value;
  Position at;
};

/// One string or an array of them; faulty ones are reported and skipped.
std::vector<Text> read_texts(const Node& node, std::string_view what, Complaints& complaints);

/// `true` or `false`.
std::optional<bool> read_flag(const Entry& entry, Complaints& complaints);

/// The index in `words` of the entry's word.
std::optional<std::size_t> read_word(const Entry& entry, std::span<const std::string_view> words,
                                     Complaints& complaints);

/// The same for values of an enum that to_string() names.
template <class Enum, std::size_t N>
std::optional<Enum> read_choice(const Entry& entry, const Enum (&choices)[N],
                                Complaints& complaints) {
  std::array<std::string_view, N> words;
  std::transform(std::begin(choices), std::end(choices), words.begin(),
                 [](Enum choice) { return std::string_view(to_string(choice)); });
  const auto place = read_word(entry, words, complaints);
  return place ? std::optional(choices[*place]) : std::nullopt;
}

/// Requires `format = 1`. False if it is another number: the rest of the file is then in a language
/// that this version does not know.
bool check_format(const Table& root, Complaints& complaints);

/// "; did you mean 'x'?", or nothing if no candidate is near.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace rmcp::toml
