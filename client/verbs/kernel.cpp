// SPDX-License-Identifier: MIT
// kernel: parameters of the amdgpu module, configured against loaded.
#include "client/render/kernel.hpp"

#include "client/verbs/verbs.hpp"

namespace rmcp::client {

Exit run_kernel(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  const auto document = (*source)->kernel();
  if (!document) return complain(document.error());
  context.show(*document, render_kernel);
  return Exit::ok;
}

}  // namespace rmcp::client
