// SPDX-License-Identifier: MIT
// After the manual of GNU coreutils, "-S/--split-string syntax".
#include "client/wrapper/split_string.hpp"

namespace rmcp::client {
namespace {

constexpr std::string_view kBlanks = " \t\n\v\f\r";

bool is_blank(char c) { return kBlanks.find(c) != kBlanks.npos; }

class Splitter {
 public:
  Splitter(std::string_view text, const Variables& environment)
      : text_(text), environment_(environment) {}

  Expected<std::vector<std::string>> run() {
    while (!text_.empty() && !ended_ && wrong_.empty()) take_one();
    if (quote_ != '\0' && wrong_.empty()) wrong_ = "it has a quote without an end";
    if (!wrong_.empty()) return tl::unexpected(wrong_);
    end_word();
    return std::move(words_);
  }

 private:
  void take_one() {
    const char c = text_.front();
    if (quote_ == '\0' && c == '#' && !in_word_) {  // a comment
      ended_ = true;
      return;
    }
    text_.remove_prefix(1);
    if (c == '\\')
      take_escape();
    else if (c == '$' && quote_ != '\'')
      take_variable();
    else if ((c == '\'' || c == '"') && (quote_ == '\0' || quote_ == c))
      take_quote(c);
    else if (quote_ == '\0' && is_blank(c))
      end_word();
    else
      add(std::string_view(&c, 1));
  }

  void take_quote(char c) {
    quote_ = quote_ == '\0' ? c : '\0';
    in_word_ = true;
  }

  void take_escape() {
    if (text_.empty()) {
      wrong_ = "it ends with a backslash";
      return;
    }
    const char c = text_.front();
    if (quote_ == '\'' && c != '\\' && c != '\'') {
      add("\\");  // and the character after it as it is
      return;
    }
    text_.remove_prefix(1);
    if (c == 'c' && quote_ == '\0') {
      ended_ = true;
    } else if (c == '_' && quote_ == '\0') {
      end_word();
    } else {
      add_escaped(c);
    }
  }

  void add_escaped(char c) {
    constexpr std::string_view kLetters = "fnrtv_", kMeaning = "\f\n\r\t\v ";
    constexpr std::string_view kThemselves = "\"'\\#$";
    if (const auto at = kLetters.find(c); at != kLetters.npos)
      add(kMeaning.substr(at, 1));
    else if (kThemselves.find(c) != kThemselves.npos)
      add(std::string_view(&c, 1));
    else
      wrong_ = "it has an escape that env(1) does not know";
  }

  void take_variable() {
    const auto end = text_.find('}');
    if (!text_.starts_with('{') || end == text_.npos) {
      wrong_ = "only ${NAME} is expanded";
      return;
    }
    const auto found = environment_.find(std::string(text_.substr(1, end - 1)));
    text_.remove_prefix(end + 1);
    if (found != environment_.end()) add(found->second);
  }

  void add(std::string_view part) {
    word_ += part;
    in_word_ = true;
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  std::string_view text_;
  const Variables& environment_;
  std::vector<std::string> words_;
  std::string word_, wrong_;
  char quote_ = '\0';
  bool in_word_ = false, ended_ = false;
};

}  // namespace

Expected<std::vector<std::string>> split_string(std::string_view text,
                                                const Variables& environment) {
  return Splitter(text, environment).run();
}

}  // namespace rmcp::client
