// SPDX-License-Identifier: MIT
// The options common to all verbs, and the texts about an option.
#include "client/command/option.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::client {
namespace {

/// A word of ssh's command line, and never one of its options.
bool is_host(std::string_view host) {
  const auto is_unfit = [](unsigned char c) { return c <= ' ' || c == 0x7f; };
  return !host.empty() && !host.starts_with("-") &&
         std::none_of(host.begin(), host.end(), is_unfit);
}

/// True for text that an option with a number cannot take.
bool is_no_number(const Option& option, std::string_view value) {
  const auto number = whole_number(value);
  if (std::holds_alternative<FieldOf<std::int64_t>>(option.place)) return !number;
  return std::holds_alternative<FieldOf<std::uint64_t>>(option.place) && number.value_or(-1) < 0;
}

constexpr Option kGlobalOptions[] = {
    {.name = "--json",
     .value = "[=FORM]",
     .help = "JSON on stdout; FORM is pretty (default) or short",
     .choices = "pretty short",
     .place = place<&Options::json_form>,
     .implied = "pretty",
     .useful_for = UsefulFor::documents},
    {.name = "--no-legend",
     .help = "No headings, no summary lines",
     .place = place<&Options::legend>,
     .implied = "false",
     .useful_for = UsefulFor::tables},
    {.name = "--no-pager",
     .help = "Ignored; there is no pager",
     .place = place<&Options::pager>,
     .implied = "false",
     .useful_for = UsefulFor::none},
    {.name = "--color",
     .value = "=WHEN",
     .help = "auto (default), always or never",
     .choices = "auto always never",
     .place = place<&Options::colour>,
     .implied = "always",
     .useful_for = UsefulFor::tables},
    {.name = "--host",
     .letter = "-H",
     .value = "=[USER@]HOST",
     .help = "Connect to another machine's rmcpd over ssh",
     .word = Word::host,
     .place = place<&Options::host>,
     .fits = is_host,
     .expected = "[USER@]HOST",
     .useful_for = UsefulFor::remote_verbs},
    {.name = "--offline",
     .help = "Read files and devices without the daemon",
     .place = place<&Options::offline>,
     .useful_for = UsefulFor::askers},
    {.name = "--config-dirs",
     .value = "=A:B",
     .help = "Read policy from these folders; implies --offline",
     .word = Word::folder,
     .place = place<&Options::config_dirs>,
     .useful_for = UsefulFor::readers},
    {.name = "--help", .letter = "-h", .help = "Show this help, or that of a verb"},
    {.name = "--version",
     .letter = "-V",
     .help = "Show the version",
     .place = place<&Options::version>,
     .useful_for = UsefulFor::none},
};

}  // namespace

Format Options::format() const {
  if (json_form.empty()) return Format::people;
  return json_form == "short" ? Format::json_short : Format::json_pretty;
}

ColourMode Options::colour_mode() const {
  if (colour == "always") return ColourMode::always;
  return colour == "never" ? ColourMode::never : ColourMode::automatic;
}

std::span<const Option> global_options() { return kGlobalOptions; }

std::string description(const Option& option, std::string_view action) {
  return action.empty() ? std::string(option.help) : fmt::format("{}: {}", action, option.help);
}

std::string option_lines(std::span<const Option> options, std::string_view action) {
  std::string text;
  for (const auto& option : options) {
    const auto letter = option.letter.empty() ? "" : fmt::format("{}, ", option.letter);
    text += fmt::format("  {:<26} {}\n", fmt::format("{}{}{}", letter, option.name, option.value),
                        description(option, action));
  }
  return text;
}

std::vector<std::string_view> choices_of(const Option& option) {
  std::vector<std::string_view> out;
  for (auto rest = option.choices; !rest.empty();) {
    const auto end = rest.find(' ');
    out.push_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return out;
}

std::string why_unfit(const Option& option, std::string_view value) {
  if (is_no_number(option, value))
    return fmt::format("{}: '{}' is not a whole number", option.name, value);
  if (option.fits != nullptr && !option.fits(value))
    return fmt::format("{}: '{}' is not {}", option.name, value, option.expected);
  const auto choices = choices_of(option);
  const bool is_one = std::find(choices.begin(), choices.end(), value) != choices.end();
  if (choices.empty() || value.empty() || is_one) return "";
  const bool two = choices.size() == 2;
  return fmt::format("{}: '{}' is {} {}", option.name, value, two ? "neither" : "not one of",
                     fmt::join(choices, two ? " nor " : ", "));
}

}  // namespace rmcp::client
