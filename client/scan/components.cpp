// SPDX-License-Identifier: MIT
// Joins the places of each component.
#include "client/scan/components.hpp"

#include <array>
#include <map>
#include <set>

namespace rmcp::client {
namespace {

using Kind = CodePlace::Kind;

struct Parts {
  FoundCode files;
  std::set<std::string> folders;
  bool has_file = false;
  bool needs_folder = false;
};

SetCode joined(const std::string& component, const Parts& parts) {
  SetCode out{component, parts.files.targets, parts.files.unread, parts.files.in_archives};
  const std::vector<std::string> folders(parts.folders.begin(), parts.folders.end());
  const std::array both{parts.files.targets, folders};
  if (parts.needs_folder) out.targets = parts.has_file ? common_targets(both) : folders;
  return out;
}

}  // namespace

std::vector<SetCode> components_of(const std::vector<CodePlace>& places) {
  std::map<std::string, Parts> components;
  for (const auto& place : places) {
    auto& parts = components[place.library];
    if (place.kind == Kind::folder || place.kind == Kind::no_folder) {
      parts.needs_folder = true;
      parts.folders.insert(place.targets.begin(), place.targets.end());
      continue;
    }
    parts.has_file = true;
    parts.files.add(place.code());
  }
  std::vector<SetCode> out;
  for (const auto& [component, parts] : components)
    if (!parts.files.empty() || parts.needs_folder) out.push_back(joined(component, parts));
  return out;
}

}  // namespace rmcp::client
