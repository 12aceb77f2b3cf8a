// SPDX-License-Identifier: MIT
// config: the policy files, and cards as policy, by the daemon's own code without the daemon.
#include "client/render/config.hpp"

#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

Exit check_config(Context& context) {
  const auto document = context.offline().config_check();
  if (!document) return complain(document.error());
  if (!is_true(*document, "ok")) {
    context.show(*document, [](const Json& shown, const Style& style) {
      return render_diagnostics(shown, style);
    });
    return Exit::policy_invalid;
  }
  const auto shown =
      context.options().json() ? Expected<Json>(Json()) : context.offline().config_show();
  if (!shown) return complain(shown.error());
  context.show(*document, [&](const Json& checked, const Style& style) {
    return render_diagnostics(checked, style) + render_valid(*shown, style);
  });
  return Exit::ok;
}

Exit show_config(Context& context) {
  const auto document = context.offline().config_show();
  if (!document) return complain(document.error());
  context.show(*document, render_config);
  return Exit::ok;
}

/// Policy text is for a file: it goes to stdout as it is.
Exit write(Context& context, const Expected<Json>& document) {
  if (!document) return complain(document.error());
  context.show(*document, [](const Json& d, const Style&) { return text(d, "text"); });
  return Exit::ok;
}

Exit cat(Context& context) {
  const auto document = context.offline().config_cat();
  if (!document) return complain(document.error());
  context.show(*document, render_files);
  return Exit::ok;
}

}  // namespace

Exit run_config(Context& context) {
  const auto& action = context.options().arguments.front();
  if (action == "check") return check_config(context);
  if (action == "show") return show_config(context);
  const auto& device = context.options().arguments.back();
  if (action == "new") return write(context, context.offline().config_new(device));
  if (action == "capture") return write(context, context.offline().config_capture(device));
  return cat(context);
}

}  // namespace rmcp::client
