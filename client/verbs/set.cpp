// SPDX-License-Identifier: MIT
// set, unset, use: what is set at run time, above the policy files.
#include "client/document/json.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/shown_outcomes.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/short_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

namespace rmcp::client {
namespace {

constexpr Arguments kSettings{"DEVICE KNOB=VALUE...",     Word::device, Word::setting, 2, kMany,
                              "missing DEVICE KNOB=VALUE"};
constexpr Arguments kDeviceKnobs{"DEVICE [KNOB...]", Word::device, Word::override, 1, kMany,
                                 "missing DEVICE"};
constexpr Arguments kDeviceProfile{"DEVICE [PROFILE]", Word::device, Word::profile, 1, 2,
                                   "missing DEVICE"};

std::string check_settings(const Options& options) {
  const auto& arguments = options.arguments;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it) {
    const auto equals = it->find('=');
    if (equals == std::string::npos || equals == 0)
      return fmt::format("set: '{}' is not KNOB=VALUE", *it);
  }
  return "";
}

using Names = std::vector<std::string>;

/// Those of the named knobs with this outcome.
template <class Predicate>
bool any_outcome(const Json& document, const Names& names, Predicate predicate) {
  for (const auto& device : items(document, "devices"))
    for (const auto& outcome : items(device, "outcomes")) {
      const bool named =
          std::find(names.begin(), names.end(), text(outcome, "knob")) != names.end();
      if (named && predicate(outcome)) return true;
    }
  return false;
}

bool is_held(const Json& outcome) { return text(outcome, "result") == "held"; }

bool is_stored_later(const Json& outcome) {
  return text(outcome, "result") == "pending" && text(outcome, "knob").starts_with("parameter.");
}

const Json* outcome_in(const Json& outcomes, const std::string& name) {
  for (const auto& outcome : outcomes)
    if (text(outcome, "knob") == name) return &outcome;
  return nullptr;
}

/// Takes over what has become of these knobs since; true if it is something else.
bool take_over(Json& document, const Json& device, const Names& names) {
  bool news = false;
  for (auto& answered : document["devices"])
    for (auto& outcome : answered["outcomes"]) {
      const auto name = text(outcome, "knob");
      if (std::find(names.begin(), names.end(), name) == names.end()) continue;
      const auto* later = outcome_in(items(device, "last_outcomes"), name);
      if (later == nullptr || *later == outcome) continue;
      outcome = *later;
      news = true;
    }
  return news;
}

/// rmcpd replies before it stores a parameter, which takes it some milliseconds.
void wait_for_parameters(BusSource& daemon, const std::string& device, const Names& names,
                         Json& document) {
  constexpr int kLooks = 20;
  constexpr std::chrono::milliseconds kPause{50};
  if (!any_outcome(document, names, is_stored_later)) return;
  for (int i = 0; i < kLooks; ++i) {
    std::this_thread::sleep_for(kPause);
    const auto shown = daemon.show_one(device);
    if (!shown || take_over(document, *shown, names)) return;
  }
}

/// What is set stays set, whatever has become of it.
Exit say_what_remains(Context& context, const Json& document, const Names& names, Exit exit) {
  const auto& device = context.options().arguments.front();
  if (has_device_failure(document)) return exit;  // it may not have been recorded
  if (any_outcome(document, names, is_held)) {
    remark(context, fmt::format("The device is held: \"rmcpctl apply {}\" goes on", device));
    return Exit::failed;
  }
  if (exit == Exit::failed)
    remark(context,
           fmt::format("It stays set, and is tried again; \"rmcpctl unset {}\" takes it away",
                       device));
  if (any_outcome(document, names, is_stored_later))
    remark(context, "\"rmcpctl kernel\" says what remains to be done for a parameter");
  return exit;
}

Exit run_set(Context& context, BusSource& daemon) {
  const auto& arguments = context.options().arguments;
  std::map<std::string, std::string> settings;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it) {
    const auto equals = it->find('=');
    settings[full_knob_name(it->substr(0, equals))] = it->substr(equals + 1);
  }
  Names names;
  for (const auto& [name, value] : settings) names.push_back(name);
  const PasswordAgent agent(context.options().host);
  const bool keep = context.options().own<KeepOptions>().keep;
  auto document =
      daemon.set(arguments.front(), settings, {.interactive = agent.running(), .keep = keep});
  if (document) wait_for_parameters(daemon, arguments.front(), names, *document);
  const auto exit = show_outcomes(context, document, names);
  return document ? say_what_remains(context, *document, names, exit) : exit;
}

/// What was set on the device at run time, and the profile in use.
struct WasSet {
  Names knobs;
  std::string profile;
};

WasSet what_is_set(const Json& document) {
  WasSet out;
  for (const auto& device : items(document, "devices")) {
    out.profile = text(device, "used_profile");
    for (const auto& setting : items(device, "overrides"))
      out.knobs.push_back(text(setting, "knob"));
  }
  return out;
}

/// A known knob that was not set is no error: it is as asked.
bool is_needless(const std::string& name, const WasSet& before) {
  const bool was_set =
      std::find(before.knobs.begin(), before.knobs.end(), name) != before.knobs.end();
  return !was_set && find_knob(name) != nullptr;
}

std::string taken_away(const WasSet& before, const Names& asked) {
  auto gone = asked.empty() ? before.knobs : asked;
  if (asked.empty() && !before.profile.empty()) gone.push_back("profile " + before.profile);
  return fmt::format("No longer set at run time: {}", fmt::join(gone, ", "));
}

Exit run_unset(Context& context, BusSource& daemon) {
  const auto& arguments = context.options().arguments;
  const auto shown = daemon.show({arguments.front()});
  if (!shown) return complain(shown.error());
  const auto before = what_is_set(*shown);
  Names names;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it)
    names.push_back(full_knob_name(*it));
  const bool all = names.empty();
  if (all && before.knobs.empty() && before.profile.empty())
    return nothing_done(context, "nothing was set at run time");
  std::erase_if(names, [&](const std::string& name) { return is_needless(name, before); });
  if (!all && names.empty())
    return nothing_done(context, fmt::format("{}: was not set at run time", arguments.at(1)));
  const PasswordAgent agent(context.options().host);
  const auto document = daemon.unset(arguments.front(), names, {.interactive = agent.running()});
  const auto exit = show_outcomes(context, document, names);
  if (document && !has_device_failure(*document)) remark(context, taken_away(before, names));
  return exit;
}

Exit run_use(Context& context, BusSource& daemon) {
  const auto& arguments = context.options().arguments;
  const auto profile = arguments.size() > 1 ? arguments[1] : std::string();
  const PasswordAgent agent(context.options().host);
  const bool keep = context.options().own<KeepOptions>().keep;
  return show_outcomes(context, daemon.use(arguments.front(), profile,
                                           {.interactive = agent.running(), .keep = keep}));
}

constexpr Option kKeepOptions[] = {
    {.name = "--keep", .help = "Keep across reboots", .place = place<&KeepOptions::keep>}};

}  // namespace

extern constexpr Verb kSetVerb{.name = "set",
                               .help = "Set knobs of a device, overriding policy files",
                               .arguments = kSettings,
                               .options = kKeepOptions,
                               .check = check_settings,
                               .run = run_set,
                               .example =
                                   "rmcpctl set 03:00.0 power_cap=95W\nrmcpctl set egpu "
                                   "runtime_pm=on HSA_ENABLE_SDMA=0 --keep"};

extern constexpr Verb kUnsetVerb{
    .name = "unset",
    .help = "Remove settings made by set and use",
    .arguments = kDeviceKnobs,
    .run = run_unset,
    .example = "rmcpctl unset 03:00.0 power_cap\nrmcpctl unset 03:00.0"};

extern constexpr Verb kUseVerb{.name = "use",
                               .help = "Use a profile over the rules, or end its use",
                               .arguments = kDeviceProfile,
                               .options = kKeepOptions,
                               .run = run_use,
                               .example = "rmcpctl use 03:00.0 quiet\nrmcpctl use 03:00.0"};

}  // namespace rmcp::client
