// SPDX-License-Identifier: MIT
// verify: is what policy wants still in force.
#include "client/render/verify.hpp"

#include "client/document/json.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {

Exit run_verify(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  auto document = (*source)->plan(context.options().arguments);
  if (!document) return complain(document.error());
  for (const auto& device : items(*document, "devices")) {
    const auto error = device.find("error");
    if (error == device.end()) continue;
    return complain(
        Error{text(*error, "name"), text(device, "address") + ": " + text(*error, "message")});
  }
  const auto differences = count_differences(*document);
  (*document)["differs"] = differences > 0;
  context.show(*document, render_verify);
  return differences > 0 ? Exit::differs : Exit::ok;
}

}  // namespace rmcp::client
