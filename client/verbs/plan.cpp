// SPDX-License-Identifier: MIT
// plan, verify: the changes that apply would make now, and whether the policy is still in force.
#include "client/render/plan.hpp"

#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/policy_verdict.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/plan/plan.hpp"

#include <algorithm>

namespace rmcp::client {
namespace {

struct PlanOptions {
  bool exit_code = false;
  bool edited = false;  // the files as they are now
};

Failure failure_in(const Json& error) {
  const auto code = failure_code(text(error, "name"));
  return {code == Failure::Code::none ? Failure::Code::failed : code, text(error, "message")};
}

/// Reports the devices without a plan; returns the exit status of the first of them.
Exit complain_of_devices(const Json& document) {
  Exit exit = Exit::ok;
  for (const auto& device : items(document, "devices")) {
    const auto error = device.find("error");
    if (error == device.end()) continue;
    const Exit code = complain(failure_in(*error).after(text(device, "address") + ": "));
    if (exit == Exit::ok) exit = code;
  }
  return exit;
}

/// Without a valid policy there is nothing to say about the cards: `nothing to change` would be
/// taken for good news.
void show_document(const Context& context, const Json& document, Context::Render render) {
  if (context.options().json() || !has_no_verdict(document)) context.show(document, render);
}

/// Only the daemon knows what is published for the start of programs: without it, that is a change.
void compare_with_published(Json& plan, const Json& devices) {
  for (auto& device : plan["devices"]) {
    const auto same = std::find_if(devices.begin(), devices.end(), [&](const Json& other) {
      return text(other, "address") == text(device, "address");
    });
    if (same == devices.end()) continue;
    const auto& published = object(*same, "published");
    for (auto& step : device["steps"]) {
      const auto value = text(published, text(step, "knob"));
      if (value.empty()) continue;
      step["from"] = value;
      if (value == text(step, "to")) step["state"] = to_string(StepState::already);
    }
  }
}

/// Of the files as they are now.
Expected<Json> plan_of_files(Context& context, const Patterns& patterns) {
  auto plan = context.offline().plan(patterns);
  if (!plan || context.options().offline) return plan;
  auto daemon = context.daemon_at_hand();
  const auto shown = daemon ? (*daemon)->show({}) : tl::unexpected(daemon.error());
  if (shown) compare_with_published(*plan, items(*shown, "devices"));
  return plan;
}

Expected<Json> get_plan(Context& context, bool edited) {
  const auto& patterns = context.options().arguments;
  if (edited) return plan_of_files(context, patterns);
  const auto source = context.source();
  if (!source) return tl::unexpected(source.error());
  return (*source)->plan(patterns);
}

Exit run_plan(Context& context) {
  const auto& options = context.options().own<PlanOptions>();
  auto document = get_plan(context, options.edited);
  if (!document) return complain(document.error());
  const std::size_t changes = count_changes(context.shown(*document));
  (*document)["changed"] = has_no_verdict(*document) ? Json() : Json(changes > 0);
  show_document(context, *document, render_plan);
  auto exit = complain_of_devices(*document);
  if (exit == Exit::ok && options.exit_code && changes > 0) exit = Exit::differs;
  return judge_policy(context, *document, exit);
}

std::string check_plan(const Options& options) {
  const bool elsewhere = options.own<PlanOptions>().edited && !options.host.empty();
  return elsewhere ? "plan --new: reads the files of this machine, not available with --host" : "";
}

Exit run_verify(Context& context, Source& source) {
  auto document = source.plan(context.options().arguments);
  if (!document) return complain(document.error());
  for (const auto& device : items(*document, "devices")) {
    const auto error = device.find("error");
    if (error == device.end()) continue;
    return complain(failure_in(*error).after(text(device, "address") + ": "));
  }
  const auto differences = count_differences(context.shown(*document));
  (*document)["differs"] = has_no_verdict(*document) ? Json() : Json(differences > 0);
  show_document(context, *document, render_verify);
  return judge_policy(context, *document, differences > 0 ? Exit::differs : Exit::ok);
}

constexpr Option kPlanOptions[] = {{.name = "--exit-code",
                                    .help = "Exit with 3 if something would change",
                                    .place = place<&PlanOptions::exit_code>},
                                   {.name = "--new",
                                    .help = "Plan the policy files as they are now",
                                    .place = place<&PlanOptions::edited>}};

}  // namespace

extern constexpr Verb kPlanVerb{.name = "plan",
                                .help = "Show the changes that apply would make",
                                .arguments = kDevices,
                                .options = kPlanOptions,
                                .check = check_plan,
                                .run = run_plan,
                                .example = "rmcpctl plan egpu"};

extern constexpr Verb kVerifyVerb{.name = "verify",
                                  .help = "Find settings that differ from policy (exit 3)",
                                  .arguments = kDevices,
                                  .run = run_verify,
                                  .example = "rmcpctl verify || rmcpctl apply"};

}  // namespace rmcp::client
