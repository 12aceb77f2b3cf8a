// SPDX-License-Identifier: MIT
// Reads one policy file, from text to rules and profiles.
#pragma once
#include "daemon/config/loader.hpp"
#include "lib/policy/policy.hpp"
#include "lib/toml/complaints.hpp"

#include <optional>
#include <vector>

namespace rmcp::config {

struct PolicyFile {
  std::vector<Setting> module;
  std::vector<Rule> rules;
  std::vector<Profile> profiles;  // each name once
  std::vector<Alias> aliases;
  std::vector<ServiceUnit> units;
  std::optional<Sessions> sessions;
  std::optional<DefaultLibrary> default_library;
  bool complete = false;  // every rule and profile of the file is present, faulty ones too
};

PolicyFile read_policy_file(const toml::SourceFile& source, toml::Complaints& complaints);

}  // namespace rmcp::config
