// SPDX-License-Identifier: MIT
// show: every property of devices.
#include "client/render/show.hpp"

#include "client/verbs/verbs.hpp"

namespace rmcp::client {

Exit run_show(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  const auto document = (*source)->show(context.options().arguments);
  if (!document) return complain(document.error());
  context.show(*document, render_show);
  return Exit::ok;
}

}  // namespace rmcp::client
