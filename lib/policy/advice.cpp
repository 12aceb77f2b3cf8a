// SPDX-License-Identifier: MIT
// Selects the matching rows of the table.
#include "lib/policy/advice.hpp"

#include <fmt/format.h>

#include <set>

namespace rmcp {
namespace {

void fill_in(std::string& text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string filled(std::string_view text, const Setting& setting, const Device* device) {
  std::string out(text);
  const bool known = device != nullptr && device->gfx;
  fill_in(out, "{gfx}", known ? to_string(*device->gfx) : "this card");
  fill_in(out, "{value}", to_string(setting.value));
  return out;
}

Advice advice_of(const AdviceRow& row, const Setting& setting, const Device* device) {
  return {.knob = setting.name,
          .message = filled(row.message, setting, device),
          .reason = filled(row.reason, setting, device),
          .source = std::string(row.source),
          .everywhere = row.applies == nullptr,
          .origin = setting.origin};
}

bool is_about(const AdviceRow& row, const Setting& setting) {
  return row.knob == setting.name && row.value(to_string(setting.value));
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
      found_.push_back(
          {Severity::advice, setting.origin, to_string(advice_of(row, setting, nullptr))});
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

std::vector<Advice> advise(const Desired& desired, const Device& device,
                           std::span<const GfxTarget> targets) {
  std::vector<Advice> out;
  for (const auto& [name, setting] : desired.settings) {
    const AdviceRow::Situation situation{setting, desired, device, targets};
    for (const auto& row : advice_rows()) {
      const bool fits =
          is_about(row, setting) && (row.applies == nullptr || row.applies(situation));
      if (fits) out.push_back(advice_of(row, setting, &device));
    }
  }
  return out;
}

std::vector<Diagnostic> advise(const Policy& policy) { return InPlay(policy).release(); }

std::string to_string(const Advice& advice) {
  return fmt::format("{}: {}: {} ({})", advice.knob, advice.message, advice.reason, advice.source);
}

}  // namespace rmcp
