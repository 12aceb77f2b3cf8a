// SPDX-License-Identifier: MIT
// config: the policy files, and cards as policy, by the daemon's code without the daemon.
#include "client/render/config.hpp"

#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"
#include "client/source/process.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

Exit check_policy(Context& context) {
  const auto document = context.offline().config_check(context.options().arguments);
  if (!document) return complain(document.error());
  if (!is_true(*document, "ok")) {
    context.show(*document, [](const Shown& shown, const Style& style) {
      return render_diagnostics(shown, style);
    });
    return Exit::policy_invalid;
  }
  context.show(*document, [](const Shown& checked, const Style& style) {
    return render_diagnostics(checked, style) + render_valid(checked, style);
  });
  return Exit::ok;
}

Exit show_policy(Context& context) {
  return context.answer(context.offline().config_show(), render_config);
}

Exit show_policy_files(Context& context) {
  return context.answer(context.offline().config_cat(), render_files);
}

std::string policy_text(const Shown& document, const Style& style) {
  return document.at("text").text_for_file(style);
}

Exit write_new(Context& context) {
  return context.answer(context.offline().config_new(context.options().arguments.front()),
                        policy_text);
}

Exit write_captured(Context& context) {
  return context.answer(context.offline().config_capture(context.options().arguments.front()),
                        policy_text);
}

/// A program of its own knows the formats of other tools: this one starts fast because it does not.
Exit import_settings(Context& context) {
  const auto program = libexec_program("rmcp/rmcp-import");
  const auto finished = run_program(program, {"rmcp-import", context.options().arguments.front()});
  if (!finished) return complain(finished.error());
  if (finished->exit_status != 0) return Exit::failed;  // it has said why
  context.show(Json{{"text", finished->output}}, policy_text);
  return Exit::ok;
}

constexpr Arguments kOneFile{"FILE", Word::file, Word::none, 1, 1, "missing FILE"};

/// Words that a shell completes as names of .toml files.
constexpr Arguments kPolicyFiles{"[FILE...]", Word::recipe, Word::recipe, 0, kMany};

constexpr Verb kConfigCheck{.name = "check",
                            .help = "Find errors in policy files, or in FILE",
                            .arguments = kPolicyFiles,
                            .run = check_policy,
                            .example = "rmcpctl config check"};
constexpr Verb kConfigShow{.name = "show",
                           .help = "Show the rules in the order of their application",
                           .run = show_policy,
                           .example = "rmcpctl config show"};
constexpr Verb kConfigCat{.name = "cat",
                          .help = "Print the files that are in use",
                          .run = show_policy_files,
                          .output = Output::document,
                          .example = "rmcpctl config cat"};
constexpr Verb kConfigNew{.name = "new",
                          .help = "Print a first rule for a card, with its knobs",
                          .arguments = kOneDevice,
                          .run = write_new,
                          .output = Output::document,
                          .example = "rmcpctl config new 03:00.0 >/etc/rmcp/policy.d/10-card.toml"};
constexpr Verb kConfigCapture{
    .name = "capture",
    .help = "Print a rule with what differs from the defaults",
    .arguments = kOneDevice,
    .run = write_captured,
    .output = Output::document,
    .example = "rmcpctl config capture 03:00.0 >/etc/rmcp/policy.d/10-card.toml"};
constexpr Verb kConfigImport{
    .name = "import",
    .help = "Print settings of LACT or amdgpu-clocks as policy",
    .arguments = kOneFile,
    .run = import_settings,
    .output = Output::document,
    .example = "rmcpctl config import /etc/lact/config.yaml >10-lact.toml"};
constexpr const Verb* kConfigActions[] = {&kConfigCheck, &kConfigShow,    &kConfigCat,
                                          &kConfigNew,   &kConfigCapture, &kConfigImport};

}  // namespace

extern constexpr Verb kConfigVerb{
    .name = "config",
    .help = "Check and show policy files, write policy",
    .arguments = {"ACTION [DEVICE|FILE...]"},
    .actions = kConfigActions,
    .local = kReadsFiles,
    .example = "rmcpctl config check\nrmcpctl config new egpu >10-egpu.toml"};

}  // namespace rmcp::client
