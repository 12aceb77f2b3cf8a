// SPDX-License-Identifier: MIT
// set, unset, use: what is said at run time about one device.
#include "client/document/json.hpp"
#include "client/render/outcomes.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/knobs/knob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rmcp::client {
namespace {

/// `power_cap` for `attribute.power_cap`, when only one knob ends like that. Anything else goes to
/// the daemon as it stands: it may know knobs that this client does not.
std::string full_name(const std::string& name) {
  if (find_knob(name) != nullptr) return name;
  const auto upper = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (std::all_of(name.begin(), name.end(), upper)) return "environment." + name;
  std::string found;
  for (const auto& knob : knobs()) {
    if (!knob.name.ends_with("." + name)) continue;
    if (!found.empty()) return name;
    found = knob.name;
  }
  return found.empty() ? name : found;
}

/// Judged by the knobs that were named: another one may have been in trouble before.
Exit show_outcomes(Context& context, const Expected<Json>& document,
                   const std::vector<std::string>& knobs = {}) {
  if (!document) return complain(document.error());
  context.show(*document, render_outcomes);
  return all_good(*document, knobs) ? Exit::ok : Exit::failed;
}

}  // namespace

Exit run_set(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const auto& arguments = context.options().arguments;
  std::map<std::string, std::string> settings;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it) {
    const auto equals = it->find('=');
    settings[full_name(it->substr(0, equals))] = it->substr(equals + 1);
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : settings) names.push_back(name);
  const PasswordAgent agent(context.options().host);
  return show_outcomes(
      context,
      (*daemon)->set(arguments.front(), settings,
                     {.interactive = agent.running(), .keep = context.options().keep}),
      names);
}

Exit run_unset(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const auto& arguments = context.options().arguments;
  std::vector<std::string> names;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it)
    names.push_back(full_name(*it));
  const PasswordAgent agent(context.options().host);
  return show_outcomes(
      context, (*daemon)->unset(arguments.front(), names, {.interactive = agent.running()}), names);
}

Exit run_use(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const auto& arguments = context.options().arguments;
  const auto profile = arguments.size() > 1 ? arguments[1] : std::string();
  const PasswordAgent agent(context.options().host);
  return show_outcomes(
      context, (*daemon)->use(arguments.front(), profile,
                              {.interactive = agent.running(), .keep = context.options().keep}));
}

}  // namespace rmcp::client
