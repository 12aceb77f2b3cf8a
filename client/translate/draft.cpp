// SPDX-License-Identifier: MIT
// Settings as TOML, remarks as comments.
#include "client/translate/draft.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::size_t kWidth = 100;

/// The texts are numbers with their units and the words of this project: nothing in them has to be
/// escaped, or the codec has refused it before.
std::string toml(const Scalar& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return fmt::format("\"{}\"", *text);
  if (const auto* number = std::get_if<std::int64_t>(&value.data))
    return fmt::format("{}", *number);
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "true" : "false";
  const auto* list = std::get_if<Scalar::List>(&value.data);
  return list == nullptr ? "" : fmt::format("[{}]", fmt::join(*list, ", "));
}

bool is_risky(const Knob& knob, const Value& value) {
  return knob.risk != nullptr && knob.risk(knob, value, Reading{}) == Risk::confirm;
}

std::string_view last_part(std::string_view name) { return name.substr(name.find('.') + 1); }

}  // namespace

std::string comment(std::string_view text) {
  std::string out = "#";
  std::size_t column = 1;
  for (const auto word : split_words(text)) {
    if (column + 1 + word.size() > kWidth) {
      out += "\n#  ";
      column = 3;
    }
    for (const char c : fmt::format(" {}", word)) out += c >= ' ' && c <= '~' ? c : '?';
    column += 1 + word.size();
  }
  return out + "\n";
}

void Draft::set(const Source& source, std::string_view knob, const Scalar& value,
                std::string_view note) {
  const auto* row = find_knob(knob);
  if (row == nullptr) return leave(source, "rmcpd has no such setting");
  const auto parsed = row->codec->parse(*row, value);
  if (!parsed) return leave(source, fmt::format("{}: {}", knob, parsed.error().text));
  const auto same = [&](const Line& line) { return line.knob == row; };
  if (std::any_of(lines_.begin(), lines_.end(), same))
    return leave(source, fmt::format("{} is set already", knob));
  risky_ = risky_ || is_risky(*row, *parsed);
  lines_.push_back({row, fmt::format("{} = {}", last_part(knob), toml(value)), std::string(note)});
}

void Draft::leave(const Source& source, std::string_view reason) {
  left_out_.push_back(fmt::format("{} (line {}): {}", excerpt(source.name), source.line, reason));
}

std::string Draft::tables(std::string_view section) const {
  std::string out;
  for (const auto kind : {KnobKind::attribute, KnobKind::overdrive, KnobKind::fan}) {
    bool first = true;
    for (const auto& line : lines_) {
      if (line.knob->kind != kind) continue;
      if (first) out += fmt::format("[{}.{}]\n", section, to_string(kind));
      first = false;
      if (!line.note.empty()) out += comment(line.note);
      out += line.text + "\n";
    }
  }
  return out;
}

std::string Draft::left_out() const {
  if (left_out_.empty()) return "";
  std::string out = "# Not carried over:\n";
  for (const auto& line : left_out_) out += comment("- " + line);
  return out;
}

}  // namespace rmcp::client
