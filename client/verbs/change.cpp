// SPDX-License-Identifier: MIT
// apply, confirm, revert, set, unset, use: the verbs whose answers are outcomes.
#include "client/document/json.hpp"
#include "client/render/outcomes.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/policy_verdict.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/knobs/short_name.hpp"
#include "lib/text/duration.hpp"

#include <fmt/format.h>

#include <map>

namespace rmcp::client {
namespace {

struct ApplyOptions {
  std::string revert_after;
};

struct KeepOptions {
  bool keep = false;
};

constexpr Arguments kSettings{"DEVICE KNOB=VALUE...",     Word::device, Word::setting, 2, kMany,
                              "missing DEVICE KNOB=VALUE"};
constexpr Arguments kDeviceKnobs{"DEVICE [KNOB...]", Word::device, Word::knob, 1, kMany,
                                 "missing DEVICE"};
constexpr Arguments kDeviceProfile{"DEVICE [PROFILE]", Word::device, Word::profile, 1, 2,
                                   "missing DEVICE"};

/// Judged only by the named knobs: the others may have failed before.
Exit show_outcomes(Context& context, const Expected<Json>& document,
                   const std::vector<std::string>& knobs = {}) {
  const Exit shown = context.answer(document, render_outcomes);
  if (shown != Exit::ok) return shown;
  return all_good(*document, knobs) ? Exit::ok : Exit::failed;
}

// --- apply, confirm, revert ---

std::optional<std::uint64_t> trial_seconds(std::string_view text) {
  const auto seconds = parse_seconds(text);
  if (!seconds || *seconds < 5 || *seconds > 86'400) return std::nullopt;
  return static_cast<std::uint64_t>(*seconds);
}

bool is_trial_time(std::string_view text) { return trial_seconds(text).has_value(); }

Exit run_apply(Context& context, BusSource& daemon) {
  const PasswordAgent agent(context.options().host);
  const auto limit = trial_seconds(context.options().own<ApplyOptions>().revert_after).value_or(0);
  const auto document = daemon.apply(context.options().arguments,
                                     {.interactive = agent.running(), .revert_after = limit});
  const Exit exit = show_outcomes(context, document);
  if (!document) return exit;
  const bool tried = limit > 0 && is_true(*document, "changed") && !context.options().json();
  if (tried) print(fmt::format("Taken back in {} s unless confirmed: rmcpctl confirm\n", limit));
  return judge_policy(context, *document, exit);
}

Exit run_confirm(Context& context, BusSource& daemon) {
  const PasswordAgent agent(context.options().host);
  return show_outcomes(
      context, daemon.confirm(context.options().arguments, {.interactive = agent.running()}));
}

Exit run_revert(Context& context, BusSource& daemon) {
  const PasswordAgent agent(context.options().host);
  const bool keep = context.options().own<KeepOptions>().keep;
  const auto document =
      daemon.revert(context.options().arguments, {.interactive = agent.running(), .keep = keep});
  const Exit exit = show_outcomes(context, document);
  if (document && !context.options().json() && context.style().legend)
    print("Left alone from now on, until: rmcpctl apply\n");
  return exit;
}

// --- set, unset, use ---

std::string check_settings(const Options& options) {
  const auto& arguments = options.arguments;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it) {
    const auto equals = it->find('=');
    if (equals == std::string::npos || equals == 0)
      return fmt::format("set: '{}' is not KNOB=VALUE", *it);
  }
  return "";
}

Exit run_set(Context& context, BusSource& daemon) {
  const auto& arguments = context.options().arguments;
  std::map<std::string, std::string> settings;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it) {
    const auto equals = it->find('=');
    settings[full_knob_name(it->substr(0, equals))] = it->substr(equals + 1);
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : settings) names.push_back(name);
  const PasswordAgent agent(context.options().host);
  const bool keep = context.options().own<KeepOptions>().keep;
  return show_outcomes(
      context,
      daemon.set(arguments.front(), settings, {.interactive = agent.running(), .keep = keep}),
      names);
}

Exit run_unset(Context& context, BusSource& daemon) {
  const auto& arguments = context.options().arguments;
  std::vector<std::string> names;
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it)
    names.push_back(full_knob_name(*it));
  const PasswordAgent agent(context.options().host);
  return show_outcomes(
      context, daemon.unset(arguments.front(), names, {.interactive = agent.running()}), names);
}

Exit run_use(Context& context, BusSource& daemon) {
  const auto& arguments = context.options().arguments;
  const auto profile = arguments.size() > 1 ? arguments[1] : std::string();
  const PasswordAgent agent(context.options().host);
  const bool keep = context.options().own<KeepOptions>().keep;
  return show_outcomes(context, daemon.use(arguments.front(), profile,
                                           {.interactive = agent.running(), .keep = keep}));
}

constexpr Option kApplyOptions[] = {{.name = "--revert-after",
                                     .value = "=TIME",
                                     .help = "Undo after TIME (60s, 5min) unless confirmed",
                                     .place = place<&ApplyOptions::revert_after>,
                                     .fits = is_trial_time,
                                     .expected = "a time from 5s to 24h"}};
constexpr Option kRevertOptions[] = {{.name = "--keep",
                                      .help = "Hold the devices across reboots",
                                      .place = place<&KeepOptions::keep>}};
constexpr Option kKeepOptions[] = {
    {.name = "--keep", .help = "Keep across reboots", .place = place<&KeepOptions::keep>}};

}  // namespace

extern constexpr Verb kApplyVerb{.name = "apply",
                                 .help = "Apply policy, also to held devices",
                                 .arguments = kDevices,
                                 .options = kApplyOptions,
                                 .run = run_apply,
                                 .example = "rmcpctl apply egpu --revert-after=60s"};

extern constexpr Verb kConfirmVerb{.name = "confirm",
                                   .help = "Keep the settings of apply --revert-after",
                                   .arguments = kDevices,
                                   .run = run_confirm,
                                   .example = "rmcpctl apply --revert-after=60s\nrmcpctl confirm"};

extern constexpr Verb kRevertVerb{.name = "revert",
                                  .help = "Restore original values and hold the devices",
                                  .arguments = kDevices,
                                  .options = kRevertOptions,
                                  .run = run_revert,
                                  .example = "rmcpctl revert 03:00.0"};

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
    .help = "Remove settings made by set",
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
