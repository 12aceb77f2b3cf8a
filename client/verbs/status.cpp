// SPDX-License-Identifier: MIT
// status: devices with their settings, for people.
#include "client/render/status.hpp"

#include "client/verbs/verbs.hpp"

namespace rmcp::client {

Exit run_status(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  const auto document = (*source)->status(context.options().arguments);
  if (!document) return complain(document.error());
  context.show(*document, render_status);
  return Exit::ok;
}

}  // namespace rmcp::client
