// SPDX-License-Identifier: MIT
// Selects the matching rows of the table.
#include "lib/policy/advice.hpp"

#include "lib/gpu/gfx_override.hpp"

#include <fmt/format.h>

#include <set>

namespace rmcp {
namespace {

void fill_in(std::string& text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string filled(std::string_view text, const Setting& setting,
                   const std::optional<GfxTarget>& target) {
  std::string out(text);
  fill_in(out, "{gfx}", target ? to_string(*target) : "this card");
  fill_in(out, "{value}", to_string(setting.value));
  if (const auto node = node_of(setting)) fill_in(out, "{node}", fmt::format("{}", *node));
  return out;
}

Advice advice_of(const AdviceRow& row, const Setting& setting,
                 const std::optional<GfxTarget>& target) {
  return {.knob = setting.name,
          .message = filled(row.message, setting, target),
          .reason = filled(row.reason, setting, target),
          .source = std::string(row.source),
          .everywhere = row.applies == nullptr,
          .origin = setting.origin};
}

bool is_about(const AdviceRow& row, const Setting& setting) {
  const bool named =
      row.knob == kNumberedOverrides ? node_of(setting).has_value() : row.knob == setting.name;
  return named && row.value(to_string(setting.value));
}

/// Settings of rules and of all profiles that they use, each section once.
class InPlay {
 public:
  explicit InPlay(const Policy& policy) : policy_(policy) {
    for (const auto& setting : policy.module) check(setting);
    for (const auto& rule : policy.rules) visit(rule);
  }
  std::vector<Diagnostic> release() { return std::move(found_); }

 private:
  void visit(const Section& section) {
    for (const auto& use : section.use) {
      const auto it = policy_.profiles.find(use.name);
      if (it != policy_.profiles.end() && seen_.insert(use.name).second) visit(it->second);
    }
    for (const auto& setting : section.settings) check(setting);
  }

  void check(const Setting& setting) {
    for (const auto& row : advice_rows()) {
      if (row.applies != nullptr || !is_about(row, setting)) continue;
      found_.push_back({Severity::advice, setting.origin, to_string(advice_of(row, setting, {}))});
    }
  }

  const Policy& policy_;
  std::set<std::string> seen_;
  std::vector<Diagnostic> found_;
};

}  // namespace

bool Advice::operator==(const Advice& other) const {
  return knob == other.knob && message == other.message && reason == other.reason &&
         origin.file == other.origin.file && origin.line == other.origin.line;
}

std::optional<unsigned> node_of(const Setting& setting) {
  constexpr std::string_view kGroup = "environment.";
  const std::string_view name = setting.name;
  return name.starts_with(kGroup) ? numbered_override(name.substr(kGroup.size())) : std::nullopt;
}

std::optional<GfxTarget> AdviceRow::Situation::target() const {
  const auto node = node_of(setting);
  if (!node) return device.gfx;
  const auto it = here.nodes.find(*node);
  return it == here.nodes.end() ? std::nullopt : it->second;
}

std::vector<Advice> advise(const Desired& desired, const Device& device, const GpusHere& here) {
  std::vector<Advice> out;
  for (const auto& [name, setting] : desired.settings) {
    const AdviceRow::Situation situation{setting, desired, device, here};
    for (const auto& row : advice_rows()) {
      const bool fits =
          is_about(row, setting) && (row.applies == nullptr || row.applies(situation));
      if (fits) out.push_back(advice_of(row, setting, situation.target()));
    }
  }
  return out;
}

std::vector<Diagnostic> advise(const Policy& policy) { return InPlay(policy).release(); }

std::string to_string(const Advice& advice) {
  return fmt::format("{}: {}: {} ({})", advice.knob, advice.message, advice.reason, advice.source);
}

}  // namespace rmcp
