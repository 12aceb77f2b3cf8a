// SPDX-License-Identifier: MIT
// The verbs in the order of --help, and how to run one.
#include "client/verbs/verbs.hpp"

namespace rmcp::client {

extern const Verb kListVerb, kStatusVerb, kShowVerb, kPlanVerb, kApplyVerb, kConfirmVerb,
    kRevertVerb, kVerifyVerb, kSetVerb, kUnsetVerb, kUseVerb, kWatchVerb, kWaitVerb, kKernelVerb,
    kKnobsVerb, kProfilesVerb, kReloadVerb, kConfigVerb, kEnvVerb, kRunVerb, kLibraryVerb,
    kInspectVerb, kUsersVerb, kRebindVerb, kEjectVerb, kHelpVerb, kVersionVerb, kGetVerb;

namespace {

constexpr const Verb* kVerbs[] = {
    &kListVerb,    &kStatusVerb, &kShowVerb,   &kGetVerb,     &kPlanVerb,     &kApplyVerb,
    &kConfirmVerb, &kRevertVerb, &kVerifyVerb, &kSetVerb,     &kUnsetVerb,    &kUseVerb,
    &kWatchVerb,   &kWaitVerb,   &kKernelVerb, &kKnobsVerb,   &kProfilesVerb, &kReloadVerb,
    &kConfigVerb,  &kEnvVerb,    &kRunVerb,    &kLibraryVerb, &kInspectVerb,  &kUsersVerb,
    &kRebindVerb,  &kEjectVerb,  &kHelpVerb,   &kVersionVerb};

/// Opens the source that the verb needs.
struct Runner {
  Context& context;

  Exit operator()(std::monostate) const { return Exit::usage; }
  Exit operator()(Exit (*run)(Context&)) const { return run(context); }
  Exit operator()(Exit (*run)(Context&, Source&)) const {
    const auto source = context.source();
    return source ? run(context, **source) : complain(source.error());
  }
  Exit operator()(Exit (*run)(Context&, BusSource&)) const {
    const auto daemon = context.daemon();
    return daemon ? run(context, **daemon) : complain(daemon.error());
  }
};

}  // namespace

Verbs verbs() { return kVerbs; }

const Verb* find(Verbs verbs, std::string_view name) {
  for (const auto* verb : verbs)
    if (verb->name == name) return verb;
  return nullptr;
}

const Verb* find_verb(std::string_view name) { return find(verbs(), name); }

Exit run(const Verb& verb, Context& context) { return std::visit(Runner{context}, verb.run); }

}  // namespace rmcp::client
