// SPDX-License-Identifier: MIT
// What the rules that match a device add up to, and whether profiles refer to each other sanely.
#include "core/policy.hpp"

#include "core/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace rmcp {
namespace {

/// Collects settings in the order of the merge: the later wins.
class Merge {
 public:
  explicit Merge(const Policy& policy) : policy_(policy) {}

  void add(const Section& section) {
    for (const auto& name : section.use) add_profile(name);
    for (const auto& name : section.unset) desired_.settings.erase(name);
    for (const auto& setting : section.settings)
      desired_.settings.insert_or_assign(setting.name, setting);
  }

  void add_rule(const Rule& rule) {
    desired_.rules.push_back(rule.name);
    add(rule);
  }

  Desired take() { return std::move(desired_); }

 private:
  void add_profile(const std::string& name) {
    const auto it = policy_.profiles.find(name);
    if (it == policy_.profiles.end()) return;  // refused by check_references
    auto& seen = desired_.profiles;
    if (std::find(seen.begin(), seen.end(), name) == seen.end()) seen.push_back(name);
    add(it->second);
  }

  const Policy& policy_;
  Desired desired_;
};

/// Depth-first over `use`, with the path taken to tell a cycle from a profile used twice.
class ReferenceCheck {
 public:
  explicit ReferenceCheck(const Policy& policy) : policy_(policy) {}

  void visit(const Section& section) {
    for (const auto& name : section.use) {
      const auto it = policy_.profiles.find(name);
      if (it == policy_.profiles.end()) {
        complain(section, fmt::format("profile '{}' does not exist{}", name, suggestion(name)));
      } else if (std::find(path_.begin(), path_.end(), name) != path_.end()) {
        complain(section, fmt::format("profile '{}' uses itself: {} -> {}", name,
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

  std::vector<Diagnostic> take() { return std::move(diagnostics_); }

 private:
  void complain(const Section& section, std::string message) {
    diagnostics_.push_back({Severity::error, section.origin, std::move(message)});
  }

  std::string suggestion(const std::string& name) const {
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

Desired resolve(const Policy& policy, const Device& device, const Machine& machine) {
  Merge merge(policy);
  for (const auto& rule : policy.rules) {
    if (evaluate(rule.match, device, machine) == Truth::yes) merge.add_rule(rule);
  }
  return merge.take();
}

std::vector<Diagnostic> check_references(const Policy& policy) {
  ReferenceCheck check(policy);
  for (const auto& [name, profile] : policy.profiles) check.visit_profile(name, profile);
  for (const auto& rule : policy.rules) check.visit(rule);
  return check.take();
}

}  // namespace rmcp
