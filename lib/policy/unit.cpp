// SPDX-License-Identifier: MIT
// Checks units, and finds those that a new policy changes.
#include "lib/policy/unit.hpp"

#include "lib/policy/policy.hpp"
#include "lib/policy/policy_aliases.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace rmcp {
namespace {

constexpr std::size_t kLongestName = 200;  // NAME.d and NAME.env are file names
constexpr std::size_t kLongestPath = 1024;
constexpr std::string_view kSuffix = ".service";

bool consists_of(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_alphanumeric(c) || others.find(c) != others.npos; });
}

bool is_own(std::string_view name) {
  return name == "rmcpd.service" || name.starts_with("rmcp-") ||
         name == "dbus-io.github.rmcpd.service";
}

/// A service that cannot wait for rmcpd. The name is a prefix if it ends in '*'.
struct EarlyService {
  std::string_view name, why;
};

constexpr std::string_view kIsBus = "rmcpd needs the bus that it provides";
constexpr std::string_view kIsBefore =
    "rmcpd is ordered after it, and systemd would drop one of the two from the boot";
constexpr std::string_view kIsEarly =
    "a boot needs it before rmcpd, and systemd would drop one of the two";
constexpr std::string_view kIsSystemd =
    "a boot needs systemd's own services before it, and systemd would drop one of the two";

/// The units in After= of rmcpd.service, and those that a boot needs before basic.target. Not all
/// of these can be known by name: here are those of Debian 12, found by a cycle with each.
constexpr EarlyService kEarlyServices[] = {
    {"dbus.service", kIsBus},        {"dbus-broker.service", kIsBus},
    {"dbus-daemon.service", kIsBus}, {"messagebus.service", kIsBus},
    {"polkit.service", kIsBefore},   {"udev.service", kIsBefore},
    {"kmod.service", kIsEarly},      {"kmod-static-nodes.service", kIsEarly},
    {"modprobe@*", kIsEarly},        {"procps.service", kIsEarly},
    {"systemd-*", kIsSystemd},       {"dbus-org.freedesktop.*", kIsSystemd}};

bool is_named(std::string_view pattern, std::string_view name) {
  const bool prefix = pattern.ends_with('*');
  if (prefix) pattern.remove_suffix(1);
  return prefix ? name.starts_with(pattern) : name == pattern;
}

/// Empty if it can wait.
std::string_view why_before_rmcpd(std::string_view name) {
  const auto* row = std::ranges::find_if(kEarlyServices,
                                         [&](const auto& one) { return is_named(one.name, name); });
  return row == std::end(kEarlyServices) ? "" : row->why;
}

/// The place in policy does not matter to systemd.
bool says_the_same(const ServiceUnit& a, const ServiceUnit& b) {
  return a.name == b.name && a.devices == b.devices && a.runtime == b.runtime &&
         a.absent == b.absent;
}

}  // namespace

std::string_view to_string(Absent absent) {
  constexpr std::array<std::string_view, 3> kNames{"start", "wait", "fail"};
  return kNames.at(static_cast<std::size_t>(absent));
}

std::vector<std::string> changed_units(const std::vector<ServiceUnit>& before,
                                       const std::vector<ServiceUnit>& after) {
  std::set<std::string> names;
  const auto add_missing = [&](const std::vector<ServiceUnit>& from,
                               const std::vector<ServiceUnit>& in) {
    for (const auto& unit : from)
      if (std::none_of(in.begin(), in.end(),
                       [&](const ServiceUnit& other) { return says_the_same(unit, other); }))
        names.insert(unit.name);
  };
  add_missing(before, after);
  add_missing(after, before);
  return {names.begin(), names.end()};
}

Failure check_unit_name(std::string_view name) {
  if (!name.ends_with(kSuffix) || name.size() == kSuffix.size() || name.size() > kLongestName)
    return fmt::format("'{}' is not the name of a service: it ends in .service", name);
  if (!is_alphanumeric(name.front()) || !consists_of(name, ":_.-@\\"))
    return fmt::format("'{}' is not the name of a service: only letters, digits and :_.-@\\", name);
  if (is_own(name)) return fmt::format("{} cannot wait for itself", name);
  if (const auto why = why_before_rmcpd(name); !why.empty())
    return fmt::format("{} cannot wait for rmcpd: {}", name, why);
  return {};
}

Failure check_unit_folder(std::string_view path) {
  if (!path.starts_with('/') || path.size() < 2 || path.size() > kLongestPath ||
      path.ends_with('/'))
    return fmt::format("'{}' is not an absolute path of a folder", path);
  // Characters that systemd would take for a quote, a specifier or a separator.
  if (!consists_of(path, "/_.-+@"))
    return fmt::format("'{}': only letters, digits and /_.-+@ are allowed", path);
  for (const std::string_view part : {"//", "/./", "/../"})
    if ((std::string(path) + "/").find(part) != std::string::npos)
      return fmt::format("'{}' has a part that is not a name", path);
  return {};
}

std::vector<Diagnostic> check_units(const Policy& policy) {
  std::vector<Diagnostic> out;
  std::map<std::string_view, const ServiceUnit*> first;
  for (const auto& unit : policy.units) {
    const auto [known, is_new] = first.emplace(unit.name, &unit);
    if (!is_new)
      out.push_back({Severity::error, unit.origin,
                     fmt::format("unit '{}' is already defined in {}:{}", unit.name,
                                 known->second->origin.file, known->second->origin.line)});
    for (const auto& device : unit.devices)
      if (!can_name_device(policy, device))
        out.push_back({Severity::advice, unit.origin,
                       fmt::format("unit '{}' has a device '{}', which is not an address, and no "
                                   "[[device]] gives this alias",
                                   unit.name, device)});
  }
  return out;
}

}  // namespace rmcp
