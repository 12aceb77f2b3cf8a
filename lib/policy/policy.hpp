// SPDX-License-Identifier: MIT
// The ordered rules and the profiles of all policy files, checked and ready to be resolved.
#pragma once
#include "lib/gpu/alias.hpp"
#include "lib/gpu/match.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/policy/default_library.hpp"
#include "lib/policy/sessions.hpp"
#include "lib/policy/unit.hpp"
#include "lib/text/origin.hpp"

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// The reaction to a change by another program to a value that rmcpd had set.
enum class OnDrift {
  enforce,  // set the value again
  report,   // report it, until a client asks to apply
};
std::string_view to_string(OnDrift);

/// The place of what is set at run time: after every rule.
inline constexpr unsigned kAboveAllRules = std::numeric_limits<unsigned>::max();

struct Setting {
  const Knob* knob = nullptr;
  std::string
      name;  // the knob's, with the variable's for environment: "environment.HSA_ENABLE_SDMA"
  Value value;
  Origin origin;
  std::optional<OnDrift> on_drift;  // empty: the default for the knob
  bool trusted = false;             // risky values need no confirmation
  unsigned order = 0;               // in Desired: place of its rule, from 1; 0: [module.amdgpu]
};

/// A profile named in `use`, and the place of its name.
struct Reference {
  std::string name;
  Origin origin;
};

std::vector<std::string> names_of(const std::vector<Reference>& references);

/// The common part of a rule and a profile: profiles first (`use`, left to right), then `unset`,
/// then its own settings.
struct Section {
  std::string name;
  Origin origin;
  std::vector<Reference> use;
  std::vector<std::string> unset;  // names of knobs; "environment.X" of variables
  std::vector<Setting> settings;
  std::string description;
};

struct Profile : Section {};

struct Rule : Section {
  Match match;
  std::optional<OnDrift> on_drift;  // for all settings of the rule and its profiles
  bool trusted = false;
  bool optional = false;  // it is no surprise if no card is here that it is for
};

struct Policy {
  std::map<std::string, Profile, std::less<>> profiles;  // no cycles, every `use` exists
  std::vector<Setting> module;     // [module.amdgpu] of all files, the later wins
  std::vector<Rule> rules;         // in the order of application
  std::vector<Alias> aliases;      // each name once
  std::vector<ServiceUnit> units;  // each name once
  std::optional<Sessions> sessions;
  std::optional<DefaultLibrary> default_library;
  std::vector<Diagnostic> advice;
  std::vector<std::string> files;  // the files that it was read from, in order
};

/// The settings that policy wants for one device.
struct Desired {
  std::map<std::string, Setting, std::less<>> settings;  // by knob name
  std::vector<std::string> rules;                        // that matched, in order
  std::vector<std::string> profiles;                     // used by them, in order, once each
};

/// Settings made at run time for one device; above all rules.
struct Overlay {
  std::string profile;            // empty: none
  bool profile_kept = false;      // over reboots too
  std::vector<Setting> settings;  // origin.file is "override", section kOverrideKept or Transient

  bool operator==(const Overlay& other) const;
};

Desired resolve(const Policy& policy, const Device& device, const Machine& machine,
                const Overlay& overlay = {});

/// Checks that every `use` names a profile and that none uses itself; complaints name the place.
std::vector<Diagnostic> check_references(const Policy& policy);

}  // namespace rmcp
