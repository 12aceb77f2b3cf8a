// SPDX-License-Identifier: MIT
// rmcpd.toml: settings of the daemon itself, without policy.
#pragma once
#include "lib/text/origin.hpp"

#include <tl/expected.hpp>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::config {

enum class Mode {
  enforce,  // policy is applied
  observe,  // everything is displayed, nothing is written
  off,      // kernel command line rmcp=off: as observe, and exit at once
};
std::string_view to_string(Mode);

inline constexpr std::array<std::string_view, 5> kLogLevels{"trace", "debug", "info", "warning",
                                                            "error"};

struct Settings {
  Mode mode = Mode::enforce;
  std::string log_level = "info";  // one of kLogLevels
  /// How often to compare devices with policy without an event. 0: never.
  std::chrono::seconds check_interval{0};
  bool cdi = true;  // write devices for containers
};

struct LoadedSettings {
  Settings settings;  // defaults where the file has errors
  std::vector<Diagnostic> diagnostics;
};

/// Reads the first rmcpd.toml in the directories; it may be missing. Same trust rules as policy.
LoadedSettings load_settings(const std::vector<std::string>& directories, unsigned owner);

/// `rmcp=off|observe` on the kernel command line overrides the file. Takes the text of
/// /proc/cmdline.
Mode mode_from_cmdline(const std::string& cmdline, Mode configured);

}  // namespace rmcp::config
