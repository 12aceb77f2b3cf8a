// SPDX-License-Identifier: MIT
#include "client/wrapper/unwrap.hpp"

#include "client/wrapper/shell_command.hpp"
#include "client/wrapper/wrapper_options.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

using Words = std::vector<std::string>;
using Kind = EnvironmentChange::Kind;
using Meaning = WrapperOption::Meaning;
using Operands = Wrapper::Operands;

Unwrapped not_followed(std::string_view name, std::string_view why) {
  Unwrapped out;
  out.notes.push_back(fmt::format("{} is not followed: {}; inspect what it starts", name, why));
  return out;
}

bool has(const ReadOptions& options, Meaning meaning) {
  return std::ranges::any_of(options.found,
                             [&](const FoundOption& one) { return one.row->meaning == meaning; });
}

/// A word as it can be typed into a shell.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain = "-_./=:,+@%";
  const auto is_plain = [&](char c) { return is_alphanumeric(c) || kPlain.find(c) != kPlain.npos; };
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The same command with rmcpctl before the last `rest` words.
std::string looking_from_there(const Words& command, std::size_t rest) {
  std::string out;
  for (std::size_t i = 0; i < command.size(); ++i) {
    if (i == command.size() - rest) out += "rmcpctl inspect -- ";
    out += quoted(command[i]) + (i + 1 < command.size() ? " " : "");
  }
  return out;
}

class Unwrapping {
 public:
  Unwrapping(const Wrapper& row, const Words& command, const Variables& environment)
      : row_(row), command_(command), environment_(environment) {}

  Unwrapped run() {
    if (!row_.unfollowed.empty() && !row_.look_from_there)
      return not_followed(row_.name, row_.unfollowed);
    auto options = read_options({command_.begin() + 1, command_.end()}, row_.options, environment_);
    if (!options) return not_followed(row_.name, options.error().text);
    if (has(*options, Meaning::no_command)) return {};
    take_options(*options);
    rest_ = std::move(options->rest);
    take_operands();
    if (rest_.empty()) return {};
    if (row_.look_from_there) return look_from_there();
    if (!row_.note.empty()) out_.notes.emplace_back(row_.note);
    out_.command = std::move(rest_);
    return std::move(out_);
  }

 private:
  void change(Kind kind, std::string name = "", std::string value = "") {
    out_.changes.push_back({kind, std::move(name), std::move(value), std::string(row_.name)});
  }

  /// env(1) clears and drops first, in whatever order the options are.
  void take_options(ReadOptions& options) {
    const bool dash = row_.operands == Operands::assignments && !options.rest.empty() &&
                      options.rest.front() == "-";
    if (dash) options.rest.erase(options.rest.begin());
    if (dash || has(options, Meaning::clear)) change(Kind::clear);
    for (auto& one : options.found) {
      if (one.row->meaning == Meaning::unset) change(Kind::unset, std::move(one.value));
      if (one.row->meaning == Meaning::folder) out_.folder = std::move(one.value);
    }
  }

  void take_operands() {
    const auto drop = [this] { rest_.erase(rest_.begin()); };
    if (row_.operands == Operands::one && !rest_.empty()) drop();
    if (row_.operands == Operands::number && !rest_.empty() && whole_number(rest_.front())) drop();
    if (row_.operands != Operands::assignments) return;
    while (!rest_.empty() && rest_.front().find('=') != std::string::npos) {
      const auto& word = rest_.front();
      const auto equals = word.find('=');
      change(Kind::set, word.substr(0, equals), word.substr(equals + 1));
      drop();
    }
  }

  [[nodiscard]] Unwrapped look_from_there() const {
    Unwrapped out;
    out.notes.push_back(fmt::format("{} is not followed: {}; from there: {}", row_.name,
                                    row_.unfollowed, looking_from_there(command_, rest_.size())));
    return out;
  }

  const Wrapper& row_;
  const Words& command_;
  const Variables& environment_;
  Words rest_;
  Unwrapped out_;
};

/// The text of -c; nothing without it, or if start-up files of the shell come before it.
const std::string* text_of(const Words& command, const Variables& environment) {
  if (environment.contains("BASH_ENV") || environment.contains("ENV")) return nullptr;
  constexpr std::string_view kHarmless = "aCefhuvx";
  bool text = false;
  std::size_t at = 1;
  for (; at < command.size() && command[at].starts_with('-') && command[at].size() > 1; ++at) {
    if (command[at] == "--") {
      ++at;
      break;
    }
    for (const char c : command[at].substr(1)) {
      text = text || c == 'c';
      if (c != 'c' && kHarmless.find(c) == kHarmless.npos) return nullptr;
    }
  }
  return text && at < command.size() ? &command[at] : nullptr;
}

Unwrapped unwrap_shell(const std::string& name, Shell shell, const Words& command,
                       const Variables& environment) {
  const auto* text = shell == Shell::read ? text_of(command, environment) : nullptr;
  auto read = text == nullptr ? std::nullopt : read_shell_command(*text, environment);
  Unwrapped out;
  if (!read) {
    out.notes.push_back(name + " starts other programs, which are not inspected: inspect those");
    return out;
  }
  for (auto& [variable, value] : read->assignments)
    out.changes.push_back({Kind::set, variable, std::move(value), name});
  out.command = std::move(read->words);
  return out;
}

}  // namespace

std::optional<Unwrapped> unwrap(const Words& command, const Variables& environment) {
  const auto name = base_name(command.front());
  if (const auto shell = shell_of(name); shell != Shell::none)
    return unwrap_shell(name, shell, command, environment);
  const auto* row = find_wrapper(name);
  if (row == nullptr) return std::nullopt;
  return Unwrapping(*row, command, environment).run();
}

}  // namespace rmcp::client
