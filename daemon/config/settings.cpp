// SPDX-License-Identifier: MIT
// rmcpd.toml and the kernel command line.
#include "config/settings.hpp"

#include "config/complaints.hpp"
#include "config/document.hpp"
#include "config/document_check.hpp"
#include "config/text_field.hpp"
#include "config/trusted_file.hpp"
#include "core/duration.hpp"
#include "core/kernel_command_line.hpp"

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
std::optional<std::string> read_choice(const Entry& entry,
                                       const std::array<std::string_view, N>& choices,
                                       Complaints& complaints) {
  auto text = read_text(entry.value, entry.key, complaints);
  if (!text || std::find(choices.begin(), choices.end(), *text) != choices.end()) return text;
  complaints.error(entry.value.at, fmt::format("{}: '{}' is not one of {}", entry.key, *text,
                                               fmt::join(choices, ", ")));
  return std::nullopt;
}

void read_mode(const Entry& entry, Settings& settings, Complaints& complaints) {
  if (const auto mode = read_choice(entry, kModes, complaints)) {
    settings.mode = *mode == "observe" ? Mode::observe : Mode::enforce;
  }
}

void read_log_level(const Entry& entry, Settings& settings, Complaints& complaints) {
  if (const auto level = read_choice(entry, kLogLevels, complaints)) settings.log_level = *level;
}

/// `"10 min"`; text, so that nobody has to know the unit.
void read_check_interval(const Entry& entry, Settings& settings, Complaints& complaints) {
  constexpr std::int64_t kShortest = 10, kLongest = 86'400;
  const auto text = read_text(entry.value, entry.key, complaints);
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

void read_cdi(const Entry& entry, Settings& settings, Complaints& complaints) {
  const auto* flag = std::get_if<bool>(&entry.value.data);
  if (flag != nullptr) {
    settings.cdi = *flag;
  } else {
    complaints.error(entry.value.at, fmt::format("{}: expected true or false, found {}", entry.key,
                                                 type_name(entry.value)));
  }
}

void skip_format(const Entry&, Settings&, Complaints&) {}  // checked before all others

struct SettingsKey {
  std::string_view name;
  void (*read)(const Entry&, Settings&, Complaints&);
};
constexpr SettingsKey kSettingsKeys[] = {{"format", skip_format},
                                         {"mode", read_mode},
                                         {"log_level", read_log_level},
                                         {"check_interval", read_check_interval},
                                         {"cdi", read_cdi}};

void read_settings_entry(const Entry& entry, Settings& settings, Complaints& complaints) {
  std::vector<std::string_view> known;
  for (const auto& key : kSettingsKeys) {
    if (key.name == entry.key) return key.read(entry, settings, complaints);
    known.push_back(key.name);
  }
  complaints.error(entry.at,
                   fmt::format("unknown key '{}'{}", entry.key, suggestion(entry.key, known)));
}

LoadedSettings parse(const std::string& path, const std::string& text) {
  LoadedSettings loaded;
  Complaints complaints(path);
  const auto root = parse_document(text);
  if (!root) {
    complaints.error(root.error().at, root.error().message);
  } else if (check_format(*root, complaints)) {
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
    const auto text = read_trusted(path, owner, kLargestFile);
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
