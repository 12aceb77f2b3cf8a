// SPDX-License-Identifier: MIT
// apply, confirm, revert: what policy wants is written, kept, taken back.
#include "client/document/json.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/policy_verdict.hpp"
#include "client/verbs/shown_outcomes.hpp"
#include "lib/text/duration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

struct ApplyOptions {
  std::string revert_after;
};

std::optional<std::uint64_t> trial_seconds(std::string_view text) {
  const auto seconds = parse_seconds(text);
  if (!seconds || *seconds < 5 || *seconds > 86'400) return std::nullopt;
  return static_cast<std::uint64_t>(*seconds);
}

bool is_trial_time(std::string_view text) { return trial_seconds(text).has_value(); }

/// True if a trial is open on one of the devices: a later apply has moved its end.
bool on_trial(BusSource& daemon, const Patterns& patterns) {
  const auto shown = daemon.show(patterns);
  if (!shown) return false;
  const auto devices = items(*shown, "devices");
  return std::any_of(devices.begin(), devices.end(),
                     [](const Json& device) { return text(device, "trial") == "open"; });
}

Exit run_apply(Context& context, BusSource& daemon) {
  const PasswordAgent agent(context.options().host);
  const auto& devices = context.options().arguments;
  const auto limit = trial_seconds(context.options().own<ApplyOptions>().revert_after).value_or(0);
  const auto document =
      daemon.apply(devices, {.interactive = agent.running(), .revert_after = limit});
  const Exit exit = show_outcomes(context, document);
  if (!document) return exit;
  if (limit > 0 && on_trial(daemon, devices))
    remark(context, fmt::format("Taken back in {} s unless confirmed: rmcpctl confirm", limit));
  return judge_policy(context, *document, exit);
}

/// Why values of a trial were taken back; empty if none were.
std::string why_taken_back(const Json& devices) {
  for (const auto& device : devices)
    for (const auto& outcome : items(device, "last_outcomes"))
      if (text(outcome, "result") == "taken-back") return text(outcome, "reason");
  return "";
}

/// Nothing is on trial. That is no success if a trial has been taken back.
Exit nothing_to_confirm(Context& context, const Json& devices) {
  const auto why = why_taken_back(devices);
  if (why.empty()) return nothing_done(context, "nothing waits for a confirmation");
  complain(fmt::format("nothing waits for a confirmation: the values were taken back, {}", why));
  return Exit::failed;
}

/// The values on trial are what it is about: other settings may be refused.
Exit run_confirm(Context& context, BusSource& daemon) {
  const PasswordAgent agent(context.options().host);
  const auto& patterns = context.options().arguments;
  const auto shown = daemon.show(patterns);
  if (!shown) return complain(shown.error());
  const auto devices = items(*shown, "devices");
  if (std::all_of(devices.begin(), devices.end(),
                  [](const Json& device) { return text(device, "trial").empty(); }))
    return nothing_to_confirm(context, devices);
  const auto document = daemon.confirm(patterns, {.interactive = agent.running()});
  if (!document) return complain(document.error());
  show_outcomes(context, document);
  if (has_device_failure(*document)) return Exit::failed;
  remark(context, "Confirmed: the values on trial are kept");
  return Exit::ok;
}

Exit run_revert(Context& context, BusSource& daemon) {
  const PasswordAgent agent(context.options().host);
  const bool keep = context.options().own<KeepOptions>().keep;
  const auto document =
      daemon.revert(context.options().arguments, {.interactive = agent.running(), .keep = keep});
  const Exit exit = show_outcomes(context, document);
  if (document && !has_device_failure(*document))
    remark(context, "Left alone from now on, until: rmcpctl apply");
  return exit;
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

}  // namespace rmcp::client
