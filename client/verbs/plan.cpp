// SPDX-License-Identifier: MIT
// plan: what apply would do now.
#include "client/render/plan.hpp"

#include "client/document/json.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

/// Tells of the devices that gave no plan; the exit status of the first of them.
Exit complain_of_devices(const Json& document) {
  Exit exit = Exit::ok;
  for (const auto& device : items(document, "devices")) {
    const auto error = device.find("error");
    if (error == device.end()) continue;
    const Error e{text(*error, "name"), text(device, "address") + ": " + text(*error, "message")};
    const Exit code = complain(e);
    if (exit == Exit::ok) exit = code;
  }
  return exit;
}

}  // namespace

Exit run_plan(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  auto document = (*source)->plan(context.options().arguments);
  if (!document) return complain(document.error());
  const std::size_t changes = count_changes(*document);
  (*document)["changed"] = changes > 0;
  context.show(*document, render_plan);
  const Exit exit = complain_of_devices(*document);
  if (exit != Exit::ok) return exit;
  return context.options().exit_code && changes > 0 ? Exit::differs : Exit::ok;
}

}  // namespace rmcp::client
