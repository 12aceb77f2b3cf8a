// SPDX-License-Identifier: MIT
// amdgpu's answers to writes.
#include "attribute_rules.hpp"

#include "level_rules.hpp"
#include "overdrive_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <regex>

namespace rmcp::testbed {
namespace {

constexpr std::array kLevels = {"auto",
                                "low",
                                "high",
                                "manual",
                                "profile_standard",
                                "profile_min_sclk",
                                "profile_min_mclk",
                                "profile_peak",
                                "perf_determinism"};

constexpr auto kVanGoghTable =
    "OD_SCLK:\n0:        200Mhz\n1:       1600Mhz\nCCLK_RANGE in Core0:\n0:       1400Mhz\n"
    "1:       3500Mhz\nOD_RANGE:\nSCLK:     200Mhz       1600Mhz\nCCLK:    1400Mhz       3500Mhz\n";
constexpr std::string_view kFanControl = "gpu_od/fan_ctrl/";

WriteAnswer invalid() { return {.error = EINVAL, .shown = {}}; }

std::string_view trimmed(std::string_view text) {
  const auto end = text.find_last_not_of(std::string_view("\n\0 ", 3));
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::optional<long> to_number(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A table that was empty at first shows with the level "manual" only, and any other level sets the
/// clocks anew (vangogh_ppt.c:vangogh_emit_legacy_clk_levels, vangogh_set_performance_level).
WriteAnswer write_level(std::string_view written, const Sibling& sibling) {
  if (written == "profile_exit") written = "auto";
  if (std::ranges::find(kLevels, written) == kLevels.end()) return invalid();
  WriteAnswer answer{.error = 0, .shown = fmt::format("{}\n", written)};
  if (written != "manual") answer.others = whole_ranges();
  if (sibling("pp_od_clk_voltage:initial") == "\n")
    answer.others["pp_od_clk_voltage"] = written == "manual" ? kVanGoghTable : "\n";
  return answer;
}

bool is_manual(const Sibling& sibling) {
  return trimmed(sibling("power_dpm_force_performance_level")) == "manual";
}

/// The numbers of CUSTOM in the table: `NUMBERS` behind the line of a clock, or behind the mode
/// itself. Empty when they are not as many as the line has.
std::string set_numbers(const std::string& table, std::size_t line, std::string_view numbers) {
  const auto end = std::min(table.find('\n', line), table.size());
  const auto mark = table.find_first_of(table.find('(', line) < end ? ")" : ":", line);
  if (mark == std::string::npos || mark >= end) return {};
  const auto count = [](std::string_view text) {
    std::size_t words = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
      words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ') ? 1U : 0U;
    return words;
  };
  const auto shown = std::string_view(table).substr(mark + 1, end - mark - 1);
  if (count(shown) != count(numbers)) return {};
  return table.substr(0, mark + 1) + " " + std::string(numbers) + table.substr(end);
}

/// `6 0 0 5 1 ...` with clocks, `6 70 60 0 0` without.
std::string write_custom(const std::string& table, std::string_view arguments) {
  const auto mode = table.find("CUSTOM");
  if (mode == std::string::npos) return {};
  if (!table.starts_with("PROFILE_INDEX")) return set_numbers(table, mode, arguments);
  const auto space = arguments.find(' ');
  if (space == std::string_view::npos) return {};
  const auto row = table.find(fmt::format(" {}(", arguments.substr(0, space)), mode);
  return row == std::string::npos ? std::string()
                                  : set_numbers(table, row, arguments.substr(space + 1));
}

// Up to Vega the profile may change with the level "manual" only; later chips do not mind.
WriteAnswer write_profile(std::string_view written, const std::string& table,
                          const Sibling& sibling) {
  if (table.starts_with("NUM") && !is_manual(sibling)) return invalid();
  const auto index = to_number(written.substr(0, written.find(' ')));
  if (!index || *index < 0) return invalid();
  std::string selected = select_profile(table, static_cast<unsigned>(*index));
  if (const auto space = written.find(' '); space != std::string_view::npos)
    selected = write_custom(selected, written.substr(space + 1));
  return selected.empty() ? invalid() : WriteAnswer{.error = 0, .shown = std::move(selected)};
}

WriteAnswer write_power_cap(std::string_view written, const Sibling& sibling) {
  constexpr long kMicro = 1000000;
  const auto value = to_number(written);
  const auto least = to_number(trimmed(sibling("hwmon/power1_cap_min")));
  const auto most = to_number(trimmed(sibling("hwmon/power1_cap_max")));
  if (!value || *value <= 0) return invalid();
  const long watts = *value / kMicro * kMicro;
  if ((least && watts < *least) || (most && watts > *most)) return invalid();
  return {.error = 0, .shown = fmt::format("{}\n", watts)};
}

WriteAnswer write_throttling(std::string_view written, const std::string& shown) {
  const auto seconds = to_number(written);
  if (!seconds || *seconds > 3600) return invalid();
  const std::string slot = shown.substr(0, shown.find(": "));
  std::smatch last;
  std::regex_search(shown, last, std::regex("interval ([0-9]+)"));
  const std::string kept = last.empty() ? "60" : last[1].str();
  return {.error = 0,
          .shown = fmt::format("{}: thermal throttling logging {}, with interval {} seconds\n",
                               slot, *seconds > 0 ? "enabled" : "disabled",
                               *seconds > 0 ? std::to_string(*seconds) : kept)};
}

WriteAnswer write_runtime_pm(std::string_view written) {
  if (written != "auto" && written != "on") return invalid();
  return {.error = 0, .shown = fmt::format("{}\n", written)};
}

// "5 COMPUTE        * " among the columns of a head line: the star stands behind the active name
// (smu_v13_0_7_ppt.c prints "%d %-14s%s").
std::string select_column(const std::string& table, unsigned index) {
  constexpr std::size_t kNameWidth = 14;
  const auto end = table.find('\n');
  std::string head = table.substr(0, end);
  const std::string column = fmt::format("  {} ", index);
  std::replace(head.begin(), head.end(), '*', ' ');
  const auto at = head.find(column);
  if (at == std::string::npos) return "";
  const auto star = at + column.size() + kNameWidth;
  if (head.size() <= star) head.resize(star + 1, ' ');
  head[star] = '*';
  return head + table.substr(end);
}

// "1 3D_FULL_SCREEN*:" in a line of its own; Polaris prints the others without the blank.
std::string select_row(const std::string& table, unsigned index) {
  // vangogh, renoir and arcturus print no colon: vangogh_ppt.c:vangogh_get_power_profile_mode.
  static const std::regex row("^( *([0-9]+) +[A-Z0-9_]+ ?)([* ]?)(:.*|)$");
  std::string out;
  bool found = false;
  for (std::size_t at = 0; at < table.size();) {
    const auto end = std::min(table.find('\n', at), table.size());
    const std::string line = table.substr(at, end - at);
    at = end + 1;
    std::smatch parts;
    if (std::regex_match(line, parts, row)) {
      const bool chosen = to_number(parts[2].str()) == static_cast<long>(index);
      found = found || chosen;
      const auto name = std::string(trimmed(parts[1].str()));
      out += fmt::format("{}{}{}\n", name, chosen ? "*" : " ", parts[4].str());
    } else {
      out += line + "\n";
    }
  }
  // There mode 0 is in no row, and with it in force none has the star.
  const bool unlisted = index == 0 && out.find(':') == std::string::npos;
  return found || unlisted ? out : "";
}

}  // namespace

std::string select_profile(const std::string& table, unsigned index) {
  static const std::regex columns("^ +0 [A-Z_]+[* ]+[0-9]+ ");
  return std::regex_search(table, columns) ? select_column(table, index) : select_row(table, index);
}

bool has_rule(std::string_view attribute) {
  static constexpr std::array kNames = {"power_dpm_force_performance_level",
                                        "pp_power_profile_mode",
                                        "thermal_throttling_logging",
                                        "hwmon/power1_cap",
                                        "power/control",
                                        "pp_od_clk_voltage",
                                        "hwmon/pwm1",
                                        "hwmon/pwm1_enable",
                                        "hwmon/fan1_enable",
                                        "hwmon/fan1_target",
                                        "d3cold_allowed",
                                        "power/autosuspend_delay_ms"};
  return std::ranges::find(kNames, attribute) != kNames.end() || attribute.starts_with("pp_dpm_") ||
         attribute.starts_with(kFanControl);
}

bool fails_in_reset(std::string_view attribute) {
  if (attribute == "hwmon/name" || attribute.ends_with("_label")) return false;
  for (const std::string_view start : {"hwmon/", "pp_", "power_dpm_", "gpu_od/"}) {
    if (attribute.starts_with(start)) return true;
  }
  for (const std::string_view name :
       {"unique_id", "gpu_metrics", "gpu_busy_percent", "mem_busy_percent", "pcie_bw",
        "thermal_throttling_logging", "apu_thermal_cap"}) {
    if (attribute == name) return true;
  }
  return false;
}

WriteAnswer write_by_rule(std::string_view attribute, std::string_view written,
                          const std::string& shown, const Sibling& sibling) {
  const std::string_view text = trimmed(written);
  if (attribute == "power_dpm_force_performance_level") return write_level(text, sibling);
  if (attribute == "pp_power_profile_mode") return write_profile(text, shown, sibling);
  if (attribute.starts_with("pp_dpm_"))
    return is_manual(sibling) ? write_levels(attribute, text, shown, sibling) : invalid();
  if (attribute == "hwmon/power1_cap") return write_power_cap(text, sibling);
  if (attribute == "thermal_throttling_logging") return write_throttling(text, shown);
  if (attribute == "power/control") return write_runtime_pm(text);
  if (attribute == "pp_od_clk_voltage") return write_overdrive(attribute, text, shown, sibling);
  if (attribute.starts_with(kFanControl)) return write_fan_control(attribute, text, shown, sibling);
  if (attribute.starts_with("hwmon/pwm1") || attribute.starts_with("hwmon/fan1_"))
    return write_fan(attribute, text, shown, sibling);
  if (attribute == "d3cold_allowed" || attribute == "power/autosuspend_delay_ms")
    return to_number(text) ? WriteAnswer{.error = 0, .shown = fmt::format("{}\n", text)}
                           : invalid();
  return {.error = 0, .shown = std::string(written)};
}

}  // namespace rmcp::testbed
