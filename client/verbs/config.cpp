// SPDX-License-Identifier: MIT
// config: the policy files, and cards as policy, by the daemon's code without the daemon.
#include "client/render/config.hpp"

#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

Exit check_policy(Context& context) {
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

Exit show_policy(Context& context) {
  return context.answer(context.offline().config_show(), render_config);
}

Exit show_policy_files(Context& context) {
  return context.answer(context.offline().config_cat(), render_files);
}

/// The text is for a file: it goes to stdout unchanged.
std::string policy_text(const Json& document, const Style&) { return text(document, "text"); }

Exit write_new(Context& context) {
  return context.answer(context.offline().config_new(context.options().arguments.front()),
                        policy_text);
}

Exit write_captured(Context& context) {
  return context.answer(context.offline().config_capture(context.options().arguments.front()),
                        policy_text);
}

constexpr Verb kConfigCheck{.name = "check", .run = check_policy};
constexpr Verb kConfigShow{.name = "show", .run = show_policy};
constexpr Verb kConfigCat{.name = "cat", .run = show_policy_files};
constexpr Verb kConfigNew{.name = "new", .arguments = kOneDevice, .run = write_new};
constexpr Verb kConfigCapture{.name = "capture", .arguments = kOneDevice, .run = write_captured};
constexpr const Verb* kConfigActions[] = {&kConfigCheck, &kConfigShow, &kConfigCat, &kConfigNew,
                                          &kConfigCapture};

}  // namespace

extern constexpr Verb kConfigVerb{.name = "config",
                                  .help = "check, show, cat; new or capture DEVICE",
                                  .arguments = {"ACTION [DEVICE]"},
                                  .actions = kConfigActions,
                                  .local = kReadsFiles};

}  // namespace rmcp::client
