// SPDX-License-Identifier: MIT
// profiles: the profiles of the policy.
#include "render/config.hpp"
#include "verbs/verbs.hpp"

namespace rmcp::client {

Exit run_profiles(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  const auto document = (*source)->profiles();
  if (!document) return complain(document.error());
  context.show(*document, render_profiles);
  return Exit::ok;
}

}  // namespace rmcp::client
