// SPDX-License-Identifier: MIT
// Names that people give to files and folders of policy by habit.
#include "lib/toml/misplaced_files.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp::toml {
namespace {

using namespace std::string_view_literals;

constexpr std::array kOtherFolders{"policies.d"sv, "policy"sv,   "policies"sv,
                                   "rules.d"sv,    "rule.d"sv,   "rules"sv,
                                   "profile.d"sv,  "profiles"sv, "conf.d"sv};
constexpr std::array kOtherEndings{".conf"sv, ".cfg"sv,  ".ini"sv, ".yaml"sv,
                                   ".yml"sv,  ".json"sv, ".tml"sv, ".txt"sv};

void advise(std::vector<Diagnostic>& out, const std::string& path, std::string message) {
  out.push_back({Severity::advice, {path, 0, 0, ""}, std::move(message)});
}

bool has_other_ending(std::string_view name) {
  return !name.starts_with('.') &&
         std::any_of(kOtherEndings.begin(), kOtherEndings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

void look_at_top(const std::string& directory, std::vector<Diagnostic>& out) {
  for (const auto& name : sys::list_directory(directory)) {
    const auto path = fmt::format("{}/{}", directory, name);
    const bool folder =
        std::find(kOtherFolders.begin(), kOtherFolders.end(), name) != kOtherFolders.end();
    const bool settings = name == "rmcpd.toml";
    const bool policy = !name.starts_with('.') && name.ends_with(".toml") && !settings;
    if (folder || policy)
      advise(out, path,
             fmt::format("is not read: policy is in {0}/policy.d, profiles in "
                         "{0}/profiles.d",
                         directory));
  }
}

void look_in(const std::string& folder, std::vector<Diagnostic>& out) {
  for (const auto& name : sys::list_directory(folder))
    if (has_other_ending(name))
      advise(out, fmt::format("{}/{}", folder, name),
             "is not read: the name of a policy file ends in .toml");
}

}  // namespace

std::vector<Diagnostic> misplaced_files(const std::vector<std::string>& directories) {
  std::vector<Diagnostic> out;
  for (const auto& directory : directories) {
    look_at_top(directory, out);
    for (const auto* folder : {"policy.d", "profiles.d"})
      look_in(fmt::format("{}/{}", directory, folder), out);
  }
  return out;
}

}  // namespace rmcp::toml
