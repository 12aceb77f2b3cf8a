// SPDX-License-Identifier: MIT
// Formats the tree of `rmcpctl status`.
#include "client/render/advice.hpp"
#include "client/render/diagnostics.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/in_force.hpp"
#include "client/render/origin.hpp"
#include "client/render/outcomes.hpp"
#include "client/render/overdrive_help.hpp"
#include "client/render/plan.hpp"
#include "client/render/programs.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/plan/trial.hpp"
#include "lib/text/origin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rmcp::client {
namespace {

constexpr std::string_view kIndent = "  ";
constexpr unsigned kKeyWidth = 8;  // "Profiles": the same for each device

/// The library set that the dynamic loader finds by default, if policy has one.
std::string default_library_line(const Shown& document, const Style& style) {
  const auto library = document.at("default_library");
  const auto state = text_or(library, "state", "none");
  if (state == "none") return {};
  const auto set = text(library, "set"), note = text(library, "note");
  auto line = fmt::format("default library set{}{}, {}", set.empty() ? "" : " ", set,
                          paint(style, colour_of(state), state));
  if (!note.empty()) line += ": " + note;
  return line + "\n";
}

std::string policy_head(const Shown& document, const Style& style) {
  const auto state = text_or(document, "policy_state", "unknown");
  const auto version = text(document, "version");
  std::string line = version.empty() ? "rmcpd not asked" : "rmcpd " + version;
  line += fmt::format(", mode {}, policy {}", text_or(document, "mode", "unknown"),
                      paint(style, colour_of(state), state));
  if (is_true(document, "settling")) line += ", settling";
  line += "\n";
  for (const auto& writer : texts(document, "co_writers"))
    line += paint(style, Colour::yellow, "also running") + ", " + writer + "\n";
  if (is_true(document, "overdrive_taints"))
    line += paint(style, Colour::yellow, "kernel tainted") +
            ", likely by overdrive: report bugs without it\n";
  return line + default_library_line(document, style) + render_diagnostics(document, style) +
         render_diagnostics(document, style, "rule_advice") +
         render_diagnostics(document, style, "library_diagnostics");
}

std::string gfx_part(const Shown& device) {
  const auto gfx = text(device, "gfx"), generation = text(device, "generation");
  return gfx.empty() || generation.empty() ? gfx : fmt::format("{} ({})", gfx, generation);
}

std::string driver_part(const Shown& device) {
  const auto driver = text(device, "driver"), version = text(device, "driver_version");
  if (driver.empty()) return "no driver";
  return version.empty() ? driver : driver + " " + version;
}

/// In as many lines as necessary, broken only between parts.
std::vector<std::string> identity_lines(const Shown& device, const Style& style) {
  std::vector<std::string> parts{gfx_part(device), text(device, "pci_id"), driver_part(device),
                                 text(device, "card"), join(items(device, "render_nodes"))};
  if (const auto vram = number(device, "vram_bytes"); vram > 0)
    parts.push_back(bytes_text(static_cast<std::uint64_t>(vram)));
  if (const auto units = number(device, "compute_units"); units > 0)
    parts.push_back(fmt::format("{} CUs", units));
  return joined(parts, style.width > 0 ? style.width - kKeyWidth - 2 : 0);
}

std::string state_line(const Shown& device) {
  std::string line = text_or(device, "state", "unknown");
  const auto when = number(device, "last_applied");
  if (when > 0)
    line += fmt::format(", {} ({})", time_text(static_cast<std::uint64_t>(when)),
                        text_or(device, "last_reason", "-"));
  return line;
}

std::optional<Shown> outcome_of(const Shown& device, const std::string& knob) {
  for (const auto& outcome : items(device, "last_outcomes"))
    if (text(outcome, "knob") == knob) return outcome;
  return std::nullopt;
}

/// The outcome of a setting, in one word, and the reason.
std::pair<std::string, std::string> result_of(const Shown& device, const std::string& knob) {
  if (const auto outcome = outcome_of(device, knob))
    return {text_or(*outcome, "result", "-"), outcome_detail(*outcome)};
  const auto* known = find_knob(knob);
  const bool published = known != nullptr && is_published(*known);
  return {published ? "published" : "not applied", ""};
}

std::string with_value_now(const std::string& now, const std::string& detail) {
  if (now.empty()) return detail;
  return "now " + now + (detail.empty() ? "" : "; " + detail);
}

bool is_kept_override(const Shown& setting) {
  return text(setting, "file") == kOverrideFile && text(setting, "section") == kOverrideKept;
}

/// A narrow terminal has no sections.
std::string setting_origin(const Shown& setting) {
  return is_kept_override(setting) ? "override, kept" : origin_of(setting);
}

/// Settings in a branch for their kind: `attribute`, `environment`.
class SettingsTree {
 public:
  explicit SettingsTree(const Style& style) : table_(Table::plain(style, kColumns)) {
    table_.narrow({{kDetail, 0, true},
                   {kSection, 8},
                   {kSection, 0},
                   {kOrigin, 0, true},
                   {kValue, 12},
                   {kValue, 0, true}});
    root_ = table_.add({"Settings"});
  }

  void add(const Shown& device, const Shown& setting) {
    const auto knob = text(setting, "knob");
    const auto dot = knob.find('.');
    const auto [result, detail] = result_of(device, knob);
    const auto value = value_of(device, setting);
    table_.add(
        {knob.substr(dot == std::string::npos ? 0 : dot + 1), value.wanted,
         Cell(result, colour_of(result)), setting_origin(setting),
         is_kept_override(setting) ? "" : section_of(setting), with_value_now(value.now, detail)},
        dot == std::string::npos ? root_ : parent(knob.substr(0, dot)));
  }

  [[nodiscard]] std::string text_of() const { return table_.text(kIndent); }

 private:
  enum Column { kKnob, kValue, kResult, kOrigin, kSection, kDetail, kColumns };

  std::size_t parent(const std::string& kind) {
    const auto known = kinds_.find(kind);
    if (known != kinds_.end()) return known->second;
    return kinds_[kind] = table_.add({kind}, root_);
  }

  Table table_;
  std::size_t root_ = 0;
  std::map<std::string, std::size_t> kinds_;
};

std::string settings(const Shown& device, const Style& style) {
  if (items(device, "settings").empty()) return "";
  SettingsTree tree(style);
  for (const auto& setting : items(device, "settings")) tree.add(device, setting);
  return tree.text_of();
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string used_how(const Shown& device, const std::string& profile) {
  if (!contains(texts(device, "profiles"), profile)) return ", which policy no longer has";
  return is_true(device, "used_profile_kept") ? " (rmcpctl use, kept)"
                                              : " (rmcpctl use, until reboot)";
}

/// The library set for its programs, if there is one.
std::string library_line(const Shown& device) {
  const auto set = device.at("library_set");
  if (text(set, "use") != "set") return {};
  const auto version = text(set, "rocm_version");
  return fmt::format("{}{}{}, {}: {}", text(set, "name"), version.empty() ? "" : ", ROCm ", version,
                     text(set, "state"), text(set, "reason"));
}

std::string device_block(const Shown& device, const Style& style) {
  const auto state = text(device, "state");
  std::vector<Fact> facts{{"Device", identity_lines(device, style)},
                          {"State", {state_line(device)}, colour_of(state)}};
  if (const auto note = text(device, "note"); !note.empty()) facts.push_back({"Note", {note}});
  if (auto set = library_line(device); !set.empty()) facts.push_back({"Library", {std::move(set)}});
  if (!items(device, "rules").empty()) facts.push_back({"Rules", {join(items(device, "rules"))}});
  if (!items(device, "profiles").empty())
    facts.push_back({"Profiles", {join(items(device, "profiles"))}});
  if (const auto used = text(device, "used_profile"); !used.empty())
    facts.push_back({"Used", {used + used_how(device, used)}});
  if (const auto until = number(device, "trial_until"); until > 0)
    facts.push_back({"Trial",
                     {"taken back at " + time_text(static_cast<std::uint64_t>(until)) +
                      " unless confirmed: rmcpctl confirm"}});
  if (const auto trial = trial_phase_from(text(device, "trial"));
      trial == TrialPhase::undoing || trial == TrialPhase::stuck)
    facts.push_back(
        {"Trial",
         {trial == TrialPhase::undoing ? "over, being taken back until every value is back"
                                       : "over, but the driver refuses every way back: the next "
                                         "bind, reset, boot or 'rmcpctl apply' tries again"}});
  return paint(style, colour_of(state), marker(state, style)) + " " +
         device_heading(device, style) + render_facts(facts, style, kKeyWidth) +
         settings(device, style) + render_advice(device, AdviceOn::this_device, style);
}

}  // namespace

std::string render_status(const Shown& document, const Style& style) {
  std::string result = style.legend ? policy_head(document, style) : "";
  for (const auto& device : items(document, "devices")) {
    if (!result.empty()) result += "\n";
    result += device_block(device, style);
  }
  if (items(document, "devices").empty() && style.legend) result += "\nNo AMD GPU found.\n";
  if (const auto help = render_overdrive_help(document, "last_outcomes", style); !help.empty())
    result += "\n" + help;
  if (const auto programs = render_programs(document, style); !programs.empty())
    result += (result.empty() ? "" : "\n") + programs;
  return result;
}

}  // namespace rmcp::client
