// SPDX-License-Identifier: MIT
// Reads words as sh(1) does, and gives up where more than that is needed.
#include "client/wrapper/shell_command.hpp"

#include "lib/text/words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace rmcp::client {
namespace {

/// Built into shells, or words of their language: a file of that name would not be started.
constexpr std::array<std::string_view, 58> kOwn = {
    ".",        ":",       "[",        "[[",      "alias",  "bg",   "break",   "builtin", "case",
    "cd",       "command", "continue", "declare", "do",     "done", "echo",    "elif",    "else",
    "esac",     "eval",    "exit",     "export",  "false",  "fc",   "fg",      "fi",      "for",
    "function", "getopts", "hash",     "if",      "jobs",   "kill", "let",     "local",   "printf",
    "pwd",      "read",    "readonly", "return",  "select", "set",  "shift",   "source",  "test",
    "then",     "time",    "times",    "trap",    "true",   "type", "typeset", "ulimit",  "umask",
    "unset",    "until",   "wait",     "while"};

/// A word, with what the shell takes from its form.
struct Word {
  std::string text;
  std::size_t equals = std::string::npos;  // the first =, with nothing quoted before it
  bool quoted = false;                     // in part
  bool expanded = false;                   // outside of quotes: the shell would split the value
};

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

class WordReader {
 public:
  WordReader(std::string_view text, const Variables& environment)
      : text_(text), environment_(environment) {}

  /// Nothing if it takes a shell to read the text.
  std::optional<std::vector<Word>> run() {
    while (plain_ && !text_.empty()) take_one();
    end_word();
    if (!plain_) return std::nullopt;
    return std::move(words_);
  }

 private:
  void take_one() {
    const char c = text_.front();
    text_.remove_prefix(1);
    if (c == ' ' || c == '\t')
      end_word();
    else if (c == '\'')
      take_single_quoted();
    else if (c == '"')
      take_double_quoted();
    else if (c == '\\')
      take_escaped();
    else if (c == '$')
      take_variable(false);
    else
      take_character(c);
  }

  void take_character(char c) {
    constexpr std::string_view kSpecial = ";&|<>()`\n\r*?[]{}!~";
    if (kSpecial.find(c) != kSpecial.npos || (c == '#' && !in_word_)) {
      plain_ = false;
      return;
    }
    in_word_ = true;
    if (c == '=' && !word_.quoted && word_.equals == std::string::npos)
      word_.equals = word_.text.size();
    word_.text += c;
  }

  void take_single_quoted() {
    const auto end = text_.find('\'');
    in_word_ = word_.quoted = true;
    plain_ = plain_ && end != text_.npos;
    word_.text += text_.substr(0, end);
    text_.remove_prefix(plain_ ? end + 1 : text_.size());
  }

  void take_double_quoted() {
    in_word_ = word_.quoted = true;
    while (plain_ && !text_.empty() && text_.front() != '"') {
      const char c = text_.front();
      text_.remove_prefix(1);
      if (c == '$')
        take_variable(true);
      else if (c == '`' || c == '\\')
        plain_ = false;
      else
        word_.text += c;
    }
    plain_ = plain_ && !text_.empty();
    if (plain_) text_.remove_prefix(1);
  }

  void take_escaped() {
    in_word_ = word_.quoted = true;
    plain_ = !text_.empty() && text_.front() != '\n';
    if (!plain_) return;
    word_.text += text_.front();
    text_.remove_prefix(1);
  }

  /// Behind the $.
  void take_variable(bool quoted) {
    const bool braces = text_.starts_with('{');
    if (braces) text_.remove_prefix(1);
    const auto is_part = [](char c) { return is_alphanumeric(c) || c == '_'; };
    const auto end = std::find_if_not(text_.begin(), text_.end(), is_part) - text_.begin();
    const std::string name(text_.substr(0, static_cast<std::size_t>(end)));
    text_.remove_prefix(name.size());
    const auto found = environment_.find(name);
    plain_ = is_name(name) && found != environment_.end() && !assigned_.contains(name) &&
             (!braces || text_.starts_with('}'));
    if (!plain_) return;
    if (braces) text_.remove_prefix(1);
    in_word_ = true;
    word_.expanded = word_.expanded || !quoted;
    word_.text += found->second;
  }

  void end_word() {
    if (!in_word_) return;
    if (word_.equals != std::string::npos) assigned_.insert(word_.text.substr(0, word_.equals));
    words_.push_back(std::exchange(word_, {}));
    in_word_ = false;
  }

  std::string_view text_;
  const Variables& environment_;
  std::vector<Word> words_;
  std::set<std::string> assigned_;
  Word word_;
  bool in_word_ = false, plain_ = true;
};

bool is_assignment(const Word& word) {
  return word.equals != std::string::npos && is_name(word.text.substr(0, word.equals));
}

}  // namespace

std::optional<ShellCommand> read_shell_command(std::string_view text,
                                               const Variables& environment) {
  const auto words = WordReader(text, environment).run();
  if (!words) return std::nullopt;
  ShellCommand out;
  auto at = words->begin();
  for (; at != words->end() && is_assignment(*at); ++at)
    out.assignments.emplace_back(at->text.substr(0, at->equals), at->text.substr(at->equals + 1));
  if (at != words->end() && at->text == "exec" && !at->quoted) ++at;
  for (; at != words->end(); ++at) {
    if (at->expanded) return std::nullopt;
    out.words.push_back(at->text);
  }
  const bool starts_one = !out.words.empty() && !out.words[0].starts_with('-') &&
                          std::ranges::find(kOwn, out.words[0]) == kOwn.end();
  return starts_one ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace rmcp::client
