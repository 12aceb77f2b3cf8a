// SPDX-License-Identifier: MIT
// plan, verify: the changes that apply would make now, and whether the policy is still in force.
#include "client/render/plan.hpp"

#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

struct PlanOptions {
  bool exit_code = false;
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

Exit run_plan(Context& context, Source& source) {
  auto document = source.plan(context.options().arguments);
  if (!document) return complain(document.error());
  const std::size_t changes = count_changes(*document);
  (*document)["changed"] = changes > 0;
  context.show(*document, render_plan);
  const Exit exit = complain_of_devices(*document);
  if (exit != Exit::ok) return exit;
  const bool asked = context.options().own<PlanOptions>().exit_code;
  return asked && changes > 0 ? Exit::differs : Exit::ok;
}

Exit run_verify(Context& context, Source& source) {
  auto document = source.plan(context.options().arguments);
  if (!document) return complain(document.error());
  for (const auto& device : items(*document, "devices")) {
    const auto error = device.find("error");
    if (error == device.end()) continue;
    return complain(failure_in(*error).after(text(device, "address") + ": "));
  }
  const auto differences = count_differences(*document);
  (*document)["differs"] = differences > 0;
  context.show(*document, render_verify);
  return differences > 0 ? Exit::differs : Exit::ok;
}

constexpr Option kPlanOptions[] = {{.name = "--exit-code",
                                    .help = "Exit with 3 if something would change",
                                    .place = place<&PlanOptions::exit_code>}};

}  // namespace

extern constexpr Verb kPlanVerb{.name = "plan",
                                .help = "Show the changes that apply would make",
                                .arguments = kDevices,
                                .options = kPlanOptions,
                                .run = run_plan};

extern constexpr Verb kVerifyVerb{.name = "verify",
                                  .help = "Find settings that differ from policy (exit 3)",
                                  .arguments = kDevices,
                                  .run = run_verify};

}  // namespace rmcp::client
