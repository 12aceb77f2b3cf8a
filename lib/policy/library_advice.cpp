// SPDX-License-Identifier: MIT
// A set may be registered after the policy is written, so its absence is no error.
#include "lib/policy/library_advice.hpp"

#include "lib/text/library_name.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp {
namespace {

class LibraryNames {
 public:
  LibraryNames(const Policy& policy, const std::vector<std::string>& sets)
      : policy_(policy), sets_(sets) {}

  void visit(const Section& section) {
    for (const auto& use : section.use) {
      const auto it = policy_.profiles.find(use.name);
      if (it != policy_.profiles.end() && seen_.insert(use.name).second) visit(it->second);
    }
    for (const auto& setting : section.settings)
      if (setting.name == "library") check(to_string(setting.value), setting.origin);
  }

  void check(const std::string& name, const Origin& origin) {
    if (is_library_word(name) || std::find(sets_.begin(), sets_.end(), name) != sets_.end()) return;
    const auto near = nearest(name, {sets_.begin(), sets_.end()});
    found_.push_back({Severity::advice, origin,
                      fmt::format("library: no library set is called '{}'; {}", name,
                                  near.empty() ? "rmcpctl library list shows them"
                                               : fmt::format("did you mean '{}'?", near))});
  }

  std::vector<Diagnostic> release() { return std::move(found_); }

 private:
  const Policy& policy_;
  const std::vector<std::string>& sets_;
  std::set<std::string> seen_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> advise_on_libraries(const Policy& policy,
                                            const std::vector<std::string>& sets) {
  LibraryNames names(policy, sets);
  for (const auto& rule : policy.rules) names.visit(rule);
  const auto& system = policy.default_library;
  if (system && !system->set.empty()) names.check(system->set, system->origin);
  return names.release();
}

}  // namespace rmcp
