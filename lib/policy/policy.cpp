// SPDX-License-Identifier: MIT
// Merges the rules that match a device, and checks the references between profiles.
#include "lib/policy/policy.hpp"

#include "lib/text/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace rmcp {
namespace {

/// The effect of a section on the settings before it: it removes some, then assigns others.
struct Effect {
  std::set<std::string, std::less<>> taken;
  std::map<std::string, Setting, std::less<>> assigned;

  void remove(const std::string& name) {
    assigned.erase(name);
    taken.insert(name);
  }

  void follow_with(const Effect& later) {
    for (const auto& name : later.taken) remove(name);
    for (const auto& [name, setting] : later.assigned) assigned.insert_or_assign(name, setting);
  }
};

/// Merges sections in order: the later one wins. A profile is computed once, however often it is
/// used: `use = ["p", "p"]` thirty levels deep must not take 2^30 steps.
class Merge {
 public:
  explicit Merge(const Policy& policy) : policy_(policy) {
    for (const auto& setting : policy.module)
      total_.assigned.insert_or_assign(setting.name, setting);
  }

  void add_rule(const Rule& rule, unsigned order) {
    desired_.rules.push_back(rule.name);
    auto effect = effect_of(rule);
    for (auto& [name, setting] : effect.assigned) {
      if (rule.on_drift) setting.on_drift = rule.on_drift;
      setting.trusted = rule.trusted;
      setting.order = order;
    }
    total_.follow_with(effect);
  }

  void add_overlay(const Overlay& overlay) {
    Effect effect;
    if (!overlay.profile.empty()) effect.follow_with(effect_of_profile(overlay.profile));
    for (const auto& setting : overlay.settings)
      effect.assigned.insert_or_assign(setting.name, setting);
    for (auto& [name, setting] : effect.assigned) setting.order = kAboveAllRules;
    total_.follow_with(effect);
  }

  Desired release() {
    desired_.settings = std::move(total_.assigned);
    return std::move(desired_);
  }

 private:
  Effect effect_of(const Section& section) {
    Effect effect;
    for (const auto& use : section.use) effect.follow_with(effect_of_profile(use.name));
    for (const auto& name : section.unset) effect.remove(name);
    for (const auto& setting : section.settings)
      effect.assigned.insert_or_assign(setting.name, setting);
    return effect;
  }

  const Effect& effect_of_profile(const std::string& name) {
    const auto known = effects_.find(name);
    if (known != effects_.end()) return known->second;
    const auto it = policy_.profiles.find(name);
    if (it == policy_.profiles.end()) return effects_[name];  // refused by check_references
    desired_.profiles.push_back(name);
    return effects_[name] = effect_of(it->second);
  }

  const Policy& policy_;
  std::map<std::string, Effect, std::less<>> effects_;
  Effect total_;
  Desired desired_;
};

/// Depth-first over `use`, with the path so far to tell a cycle from a profile used twice.
class ReferenceCheck {
 public:
  explicit ReferenceCheck(const Policy& policy) : policy_(policy) {}

  void visit(const Section& section) {
    for (const auto& [name, origin] : section.use) {
      const auto it = policy_.profiles.find(name);
      if (it == policy_.profiles.end()) {
        complain(origin, fmt::format("profile '{}' does not exist{}", name, suggestion(name)));
      } else if (std::find(path_.begin(), path_.end(), name) != path_.end()) {
        complain(origin, fmt::format("profile '{}' uses itself: {} -> {}", name,
                                     fmt::join(path_, " -> "), name));
      } else if (done_.insert(name).second) {
        path_.push_back(name);
        visit(it->second);
        path_.pop_back();
      }
    }
  }

  void visit_profile(const std::string& name, const Profile& profile) {
    if (!done_.insert(name).second) return;
    path_ = {name};
    visit(profile);
    path_.clear();
  }

  std::vector<Diagnostic> release() { return std::move(diagnostics_); }

 private:
  void complain(const Origin& origin, std::string message) {
    diagnostics_.push_back({Severity::error, origin, std::move(message)});
  }

  [[nodiscard]] std::string suggestion(const std::string& name) const {
    std::vector<std::string_view> names;
    for (const auto& [known, profile] : policy_.profiles) names.push_back(known);
    const auto near = nearest(name, names);
    return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
  }

  const Policy& policy_;
  std::set<std::string> done_;
  std::vector<std::string> path_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

std::string_view to_string(OnDrift on_drift) {
  return on_drift == OnDrift::enforce ? "enforce" : "report";
}

std::vector<std::string> names_of(const std::vector<Reference>& references) {
  std::vector<std::string> names;
  for (const auto& reference : references) names.push_back(reference.name);
  return names;
}

bool Overlay::operator==(const Overlay& other) const {
  const auto same = [](const Setting& a, const Setting& b) {
    return a.name == b.name && a.value == b.value && a.origin == b.origin;
  };
  return profile == other.profile && profile_kept == other.profile_kept &&
         std::equal(settings.begin(), settings.end(), other.settings.begin(), other.settings.end(),
                    same);
}

Desired resolve(const Policy& policy, const Device& device, const Machine& machine,
                const Overlay& overlay) {
  Merge merge(policy);
  unsigned order = 0;
  for (const auto& rule : policy.rules) {
    ++order;
    if (evaluate(rule.match, device, machine) == Truth::yes) merge.add_rule(rule, order);
  }
  merge.add_overlay(overlay);
  return merge.release();
}

std::vector<Diagnostic> check_references(const Policy& policy) {
  ReferenceCheck check(policy);
  for (const auto& [name, profile] : policy.profiles) check.visit_profile(name, profile);
  for (const auto& rule : policy.rules) check.visit(rule);
  return check.release();
}

}  // namespace rmcp
