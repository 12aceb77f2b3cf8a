// SPDX-License-Identifier: MIT
#include "client/wrapper/environment_change.hpp"

namespace rmcp::client {

using Kind = EnvironmentChange::Kind;

void change_variables(const EnvironmentChange& change, Variables& variables) {
  switch (change.kind) {
    case Kind::clear:
      variables.clear();
      break;
    case Kind::unset:
      variables.erase(change.name);
      break;
    case Kind::set:
      variables[change.name] = change.value;
      break;
  }
}

std::string decided_by(const std::vector<EnvironmentChange>& changes, const std::string& name) {
  std::string out;
  for (const auto& change : changes)
    if (change.kind == Kind::clear || change.name == name) out = change.by;
  return out;
}

}  // namespace rmcp::client
