// SPDX-License-Identifier: MIT
// What the commands before a program do to its environment.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace rmcp::client {

using Variables = std::map<std::string, std::string>;

struct EnvironmentChange {
  enum class Kind { clear, unset, set };

  Kind kind = Kind::set;
  std::string name = {};   // "" for clear
  std::string value = {};  // set
  std::string by;          // the command that does it: "env"

  bool operator==(const EnvironmentChange&) const = default;
};

void change_variables(const EnvironmentChange& change, Variables& variables);

/// The command that has the last word about a variable: what the caller has set does not arrive.
/// "" if it does.
std::string decided_by(const std::vector<EnvironmentChange>& changes, const std::string& name);

}  // namespace rmcp::client
