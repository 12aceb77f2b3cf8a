// SPDX-License-Identifier: MIT
// rmcpd.toml and the kernel command line.
#include "daemon/config/settings.hpp"

#include "lib/module/kernel_command_line.hpp"
#include "lib/sys/trusted_file.hpp"
#include "lib/text/duration.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"
#include "lib/toml/document_check.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace rmcp::config {
namespace {

using namespace std::string_view_literals;

constexpr std::array kModes{"enforce"sv, "observe"sv};
constexpr std::array kLogLevels{"trace"sv, "debug"sv, "info"sv, "warning"sv, "error"sv};

/// One of `choices`, or nothing and a complaint.
template <std::size_t N>
std::optional<std::string> read_choice(const toml::Entry& entry,
                                       const std::array<std::string_view, N>& choices,
                                       toml::Complaints& complaints) {
  auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text || std::find(choices.begin(), choices.end(), *text) != choices.end()) return text;
  complaints.error(entry.value.at, fmt::format("{}: '{}' is not one of {}", entry.key, *text,
                                               fmt::join(choices, ", ")));
  return std::nullopt;
}

void read_mode(const toml::Entry& entry, Settings& settings, toml::Complaints& complaints) {
  if (const auto mode = read_choice(entry, kModes, complaints)) {
    settings.mode = *mode == "observe" ? Mode::observe : Mode::enforce;
  }
}

void read_log_level(const toml::Entry& entry, Settings& settings, toml::Complaints& complaints) {
  if (const auto level = read_choice(entry, kLogLevels, complaints)) settings.log_level = *level;
}

/// `"10 min"`; text, so that nobody has to know the unit.
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
  const auto* flag = std::get_if<bool>(&entry.value.data);
  if (flag != nullptr) {
    settings.cdi = *flag;
  } else {
    complaints.error(entry.value.at, fmt::format("{}: expected true or false, found {}", entry.key,
                                                 toml::type_name(entry.value)));
  }
}

void skip_format(const toml::Entry&, Settings&, toml::Complaints&) {}  // checked before all others

struct SettingsKey {
  std::string_view name;
  void (*read)(const toml::Entry&, Settings&, toml::Complaints&);
};
constexpr SettingsKey kSettingsKeys[] = {{"format", skip_format},
                                         {"mode", read_mode},
                                         {"log_level", read_log_level},
                                         {"check_interval", read_check_interval},
                                         {"cdi", read_cdi}};

void read_settings_entry(const toml::Entry& entry, Settings& settings,
                         toml::Complaints& complaints) {
  std::vector<std::string_view> known;
  for (const auto& key : kSettingsKeys) {
    if (key.name == entry.key) return key.read(entry, settings, complaints);
    known.push_back(key.name);
  }
  complaints.error(
      entry.at, fmt::format("unknown key '{}'{}", entry.key, toml::suggestion(entry.key, known)));
}

LoadedSettings parse(const std::string& path, const std::string& text) {
  LoadedSettings loaded;
  toml::Complaints complaints(path);
  const auto root = toml::parse_document(text);
  if (!root) {
    complaints.error(root.error().at, root.error().message);
  } else if (toml::check_format(*root, complaints)) {
    for (const auto& entry : *root) read_settings_entry(entry, loaded.settings, complaints);
  }
  loaded.diagnostics = complaints.take();
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
