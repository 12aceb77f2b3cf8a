// SPDX-License-Identifier: MIT
// rmcpd.toml and the kernel command line.
#include "daemon/config/settings.hpp"

#include "lib/module/kernel_command_line.hpp"
#include "lib/sys/trusted_file.hpp"
#include "lib/text/duration.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document_check.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <array>

namespace rmcp::config {
namespace {

using namespace std::string_view_literals;

void read_mode(const toml::Entry& entry, Settings& settings, toml::Complaints& complaints) {
  if (const auto mode = toml::read_choice(entry, {Mode::enforce, Mode::observe}, complaints))
    settings.mode = *mode;
}

void read_log_level(const toml::Entry& entry, Settings& settings, toml::Complaints& complaints) {
  if (const auto level = toml::read_word(entry, kLogLevels, complaints))
    settings.log_level = kLogLevels.at(*level);
}

/// `"10 min"`; text, so that the unit is explicit.
void read_check_interval(const toml::Entry& entry, Settings& settings,
                         toml::Complaints& complaints) {
  constexpr std::int64_t kShortest = 10, kLongest = 86'400;
  const auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  const auto seconds = parse_seconds(*text);
  if (*text == "never") {
    settings.check_interval = std::chrono::seconds(0);
  } else if (!seconds || *seconds < kShortest || *seconds > kLongest) {
    complaints.error(
        entry.value.at,
        fmt::format("{}: '{}' is not \"never\" or a time from 10 s to 24 h", entry.key, *text));
  } else {
    settings.check_interval = std::chrono::seconds(*seconds);
  }
}

void read_cdi(const toml::Entry& entry, Settings& settings, toml::Complaints& complaints) {
  if (const auto flag = toml::read_flag(entry, complaints)) settings.cdi = *flag;
}

constexpr toml::Key<Settings> kSettingsKeys[] = {{"format", toml::skip_key},
                                                 {"mode", read_mode},
                                                 {"log_level", read_log_level},
                                                 {"check_interval", read_check_interval},
                                                 {"cdi", read_cdi}};

LoadedSettings parse(const std::string& path, const std::string& text) {
  LoadedSettings loaded;
  toml::Complaints complaints(path);
  if (const auto root = toml::read_root(text, complaints))
    toml::read_keys(*root, kSettingsKeys, "", loaded.settings, complaints);
  loaded.diagnostics = complaints.release();
  return loaded;
}

}  // namespace

std::string_view to_string(Mode mode) {
  constexpr std::array names{"enforce"sv, "observe"sv, "off"sv};
  return names.at(static_cast<std::size_t>(mode));
}

LoadedSettings load_settings(const std::vector<std::string>& directories, unsigned owner) {
  for (const auto& directory : directories) {
    const auto path = fmt::format("{}/rmcpd.toml", directory);
    const auto text = sys::read_trusted(path, owner, toml::kLargestFile);
    if (!text && text.error().missing) continue;
    if (!text) return {{}, {{Severity::error, {path, 0, 0, ""}, text.error().reason}}};
    if (text->disabled) return {};
    return parse(path, text->text);
  }
  return {};
}

Mode mode_from_cmdline(const std::string& cmdline, Mode configured) {
  for (const auto& word : kernel_words(cmdline)) {
    if (word == "rmcp=off") configured = Mode::off;
    if (word == "rmcp=observe") configured = Mode::observe;
  }
  return configured;
}

}  // namespace rmcp::config
