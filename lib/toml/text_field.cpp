// SPDX-License-Identifier: MIT
// Strings, arrays of strings, flags, words, and the file's format number.
#include "lib/toml/text_field.hpp"

#include "lib/text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::toml {
namespace {

constexpr std::int64_t kFormat = 1;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::optional<std::string> read_text(const Node& node, std::string_view what,
                                     Complaints& complaints) {
  const auto* text = std::get_if<std::string>(&node.data);
  if (text == nullptr) {
    complaints.error(node.at,
                     fmt::format("{}: expected a string, found {}", what, type_name(node)));
    return std::nullopt;
  }
  if (std::any_of(text->begin(), text->end(), is_control)) {
    complaints.error(
        node.at, fmt::format("{}: line breaks and other control characters are not allowed", what));
    return std::nullopt;
  }
  return *text;
}

std::vector<Text> read_texts(const Node& node, std::string_view what, Complaints& complaints) {
  std::vector<Text> out;
  const auto add = [&](const Node& one) {
    if (auto text = read_text(one, what, complaints)) out.push_back({std::move(*text), one.at});
  };
  if (const auto* array = std::get_if<Array>(&node.data)) {
    for (const auto& one : *array) add(one);
  } else if (std::holds_alternative<std::string>(node.data)) {
    add(node);
  } else {
    complaints.error(node.at, fmt::format("{}: expected a string or an array of strings, found {}",
                                          what, type_name(node)));
  }
  return out;
}

std::optional<bool> read_flag(const Entry& entry, Complaints& complaints) {
  if (const auto* flag = std::get_if<bool>(&entry.value.data)) return *flag;
  complaints.error(entry.value.at, fmt::format("{}: expected true or false, found {}", entry.key,
                                               type_name(entry.value)));
  return std::nullopt;
}

std::optional<std::size_t> read_word(const Entry& entry, std::span<const std::string_view> words,
                                     Complaints& complaints) {
  const auto text = read_text(entry.value, entry.key, complaints);
  if (!text) return std::nullopt;
  const auto word = std::find(words.begin(), words.end(), *text);
  if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
  complaints.error(entry.value.at, fmt::format("{}: {}", entry.key, not_one_of(*text, words)));
  return std::nullopt;
}

bool check_format(const Table& root, Complaints& complaints) {
  const auto* entry = find(root, "format");
  if (entry == nullptr) {
    complaints.error({}, "'format = 1' is missing: it has to be the first key of the file");
    return true;
  }
  const auto& node = entry->value;
  const auto* number = std::get_if<std::int64_t>(&node.data);
  if (number == nullptr) {
    complaints.error(node.at, fmt::format("format: expected the integer {}, found {}", kFormat,
                                          type_name(node)));
  } else if (*number != kFormat) {
    complaints.error(node.at, fmt::format("format {} is not supported by this version, only {} is",
                                          *number, kFormat));
    return false;
  }
  return true;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto near = nearest(word, candidates);
  return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
}

}  // namespace rmcp::toml
