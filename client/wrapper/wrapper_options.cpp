// SPDX-License-Identifier: MIT
#include "client/wrapper/wrapper_options.hpp"

#include "client/wrapper/split_string.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

using Takes = WrapperOption::Takes;

constexpr int kMostSplits = 16;  // what -S splits may begin with -S again

bool is_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

class OptionReader {
 public:
  OptionReader(std::vector<std::string> words, std::span<const WrapperOption> rows,
               const Variables& environment)
      : words_(std::move(words)), rows_(rows), environment_(environment) {}

  Expected<ReadOptions> run() {
    while (wrong_.empty() && at_ < words_.size() && take_word()) {
    }
    if (!wrong_.empty()) return tl::unexpected(wrong_);
    words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(at_));
    return ReadOptions{std::move(found_), std::move(words_)};
  }

 private:
  /// False behind the last option.
  bool take_word() {
    const auto word = words_[at_];
    if (word == "-" || !word.starts_with('-')) return false;
    ++at_;
    if (word == "--") return false;
    if (const auto* number = row_of('#'); number != nullptr && is_number(word.substr(1)))
      found_.push_back({number, word.substr(1)});
    else if (word.starts_with("--"))
      take_long(std::string_view(word).substr(2), word);
    else
      take_letters(std::string_view(word).substr(1));
    return true;
  }

  [[nodiscard]] const WrapperOption* row_of(char letter) const {
    const auto at = std::ranges::find(rows_, letter, &WrapperOption::letter);
    return at == rows_.end() || letter == '\0' ? nullptr : &*at;
  }

  /// By the whole name, or by the beginning of one name alone.
  [[nodiscard]] const WrapperOption* row_of(std::string_view name) const {
    const WrapperOption* out = nullptr;
    for (const auto& row : rows_) {
      if (row.name == name) return &row;
      if (!row.name.starts_with(name)) continue;
      if (out != nullptr) return nullptr;
      out = &row;
    }
    return out;
  }

  void take_long(std::string_view text, const std::string& word) {
    const auto equals = text.find('=');
    const auto* row = text.empty() ? nullptr : row_of(text.substr(0, equals));
    if (row == nullptr || (equals != text.npos && row->takes == Takes::nothing)) {
      wrong_ = fmt::format("its option {} is not known here", word);
      return;
    }
    if (equals != text.npos)
      take(*row, std::string(text.substr(equals + 1)));
    else
      take(*row, row->takes == Takes::argument ? next_word(word) : "");
  }

  void take_letters(std::string_view letters) {
    while (wrong_.empty() && !letters.empty()) {
      const auto name = fmt::format("-{}", letters.front());
      const auto* row = row_of(letters.front());
      letters.remove_prefix(1);
      if (row == nullptr) {
        wrong_ = fmt::format("its option {} is not known here", name);
      } else if (row->takes == Takes::nothing) {
        take(*row, "");
      } else {
        const bool next = letters.empty() && row->takes == Takes::argument;
        take(*row, next ? next_word(name) : std::string(letters));
        return;
      }
    }
  }

  std::string next_word(const std::string& option) {
    if (at_ < words_.size()) return words_[at_++];
    wrong_ = fmt::format("its option {} has no argument", option);
    return {};
  }

  void take(const WrapperOption& row, std::string value) {
    if (row.meaning == WrapperOption::Meaning::split && wrong_.empty())
      split(value);
    else
      found_.push_back({&row, std::move(value)});
  }

  void split(const std::string& text) {
    auto parts = split_string(text, environment_);
    if (!parts || ++splits_ > kMostSplits) {
      wrong_ = fmt::format("-S: {}", parts ? "it splits what it has split" : parts.error().text);
      return;
    }
    parts->insert(parts->end(), words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end());
    words_ = std::move(*parts);
    at_ = 0;
  }

  std::vector<std::string> words_;
  std::span<const WrapperOption> rows_;
  const Variables& environment_;
  std::size_t at_ = 0;
  int splits_ = 0;
  std::vector<FoundOption> found_;
  std::string wrong_;
};

}  // namespace

Expected<ReadOptions> read_options(std::vector<std::string> words,
                                   std::span<const WrapperOption> rows,
                                   const Variables& environment) {
  return OptionReader(std::move(words), rows, environment).run();
}

}  // namespace rmcp::client
