// SPDX-License-Identifier: MIT
// Deny by default.
#include "daemon/bus/gate.hpp"

#include <fmt/format.h>

namespace rmcp::bus {
namespace {

// A client that asks one device after the other needs one, `rmcpctl plan` sends eight at once.
constexpr Quota::Limits kCalls{.caller = 8, .user = 32, .all = 256};

Verdict too_many() {
  return {false, "too many calls wait for an answer; try again when some have been answered",
          Code::limits_exceeded};
}

}  // namespace

Gate::Gate(const sys::Loop& loop, Senders& senders, Authority& authority)
    : loop_(loop), senders_(senders), authority_(authority), calls_(Quota::make(kCalls)) {}

void Gate::require_free(const char* interface, const char* member) const {
  const auto action = action_for(interface, member);
  if (!action || !action->empty())
    throw make_error({Code::not_authorized, fmt::format("{}.{}: denied", interface, member)});
}

void Gate::admit(const char* interface, const char* member, const std::string& sender,
                 const Options& options, const Admitted& then) const {
  const auto action = action_for(interface, member, options.force);
  if (!action) return then({false, fmt::format("{}.{}: denied", interface, member)}, nullptr);
  const bool waits =
      senders_.identify(sender, [this, action, sender, options, then](std::uint32_t uid) {
        decide(*action, {sender, uid}, options.interactive, then);
      });
  if (!waits) then(too_many(), nullptr);
}

void Gate::decide(std::string_view action, const Caller& caller, bool interactive,
                  Admitted then) const {
  // Users who run the daemon control it anyway; in an installation, that is root. Neither a hanging
  // polkit nor other callers' calls in flight block them.
  if (caller.is_privileged()) return then({true, {}}, nullptr);
  auto ticket = calls_->acquire(caller.name, caller.uid);
  if (!ticket) return then(too_many(), nullptr);
  if (action.empty()) return then({true, {}}, std::move(ticket));
  authority_.check(caller, action, interactive,
                   [ticket = std::move(ticket), then = std::move(then)](Verdict verdict) {
                     then(std::move(verdict), ticket);
                   });
}

}  // namespace rmcp::bus
