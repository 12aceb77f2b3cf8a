// SPDX-License-Identifier: MIT
// SECURITY: this decides what unprivileged callers can make root do. Written to be read.
#include "daemon/bus/authority.hpp"

#include "daemon/bus/quota.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <map>
#include <utility>

namespace rmcp::bus {
namespace {

struct Row {
  std::string_view interface, member, action;
  std::string_view forced = action;  // with `force`
};

constexpr std::string_view kFree;  // everybody may read the state

constexpr Row kRows[] = {
    {"io.github.rmcpd1.Manager", "List", kFree},
    {"io.github.rmcpd1.Manager", "FindDevice", kFree},
    {"io.github.rmcpd1.Manager", "ListKnown", kFree},
    {"io.github.rmcpd1.Manager", "ListKnobs", kFree},
    {"io.github.rmcpd1.Manager", "ListParameters", kFree},
    {"io.github.rmcpd1.Manager", "ListLibraries", kFree},
    {"io.github.rmcpd1.Manager", "ListProfiles", kFree},
    {"io.github.rmcpd1.Manager", "Reload", "io.github.rmcpd.reload"},
    {"io.github.rmcpd1.Manager", "Apply", "io.github.rmcpd.apply"},
    {"io.github.rmcpd1.Manager", "Revert", "io.github.rmcpd.revert"},
    {"io.github.rmcpd1.Manager", "Confirm", "io.github.rmcpd.apply"},
    {"io.github.rmcpd1.Device", "Plan", kFree},
    {"io.github.rmcpd1.Device", "Get", kFree},
    {"io.github.rmcpd1.Device", "Eject", "io.github.rmcpd.eject"},
    {"io.github.rmcpd1.Device", "Rebind", "io.github.rmcpd.rebind", "io.github.rmcpd.rebind-force"},
    {"io.github.rmcpd1.Device", "Apply", "io.github.rmcpd.apply"},
    {"io.github.rmcpd1.Device", "Revert", "io.github.rmcpd.revert"},
    {"io.github.rmcpd1.Device", "Set", "io.github.rmcpd.set"},
    {"io.github.rmcpd1.Device", "Unset", "io.github.rmcpd.set"},
    {"io.github.rmcpd1.Device", "Use", "io.github.rmcpd.set"},
};

constexpr auto kPolkit = "org.freedesktop.PolicyKit1";
constexpr auto kPolkitPath = "/org/freedesktop/PolicyKit1/Authority";
constexpr auto kPolkitInterface = "org.freedesktop.PolicyKit1.Authority";

// A person answers one prompt at a time. The bus lets a program wait for 128 replies in all, and
// the daemon has other calls to make.
constexpr Quota::Limits kChecks{.caller = 4, .user = 8, .all = 96};

/// Errors of the bus that mean that polkit is missing, as opposed to a refusal.
bool means_absent(const std::string& error) {
  return error == "org.freedesktop.DBus.Error.ServiceUnknown" ||
         error == "org.freedesktop.DBus.Error.NameHasNoOwner" ||
         error.starts_with("org.freedesktop.DBus.Error.Spawn.");
}

Verdict no(std::string reason) { return {false, std::move(reason)}; }

class PolkitAuthority final : public Authority {
 public:
  PolkitAuthority(const Bus& bus, Senders& senders)
      : loop_(bus.loop),
        senders_(senders),
        polkit_(make_proxy(bus.connection, kPolkit, kPolkitPath)) {}

  void check(const Caller& caller, std::string_view action, bool interactive,
             std::function<void(Verdict)> then) override {
    auto ticket = checks_->acquire(caller.name, caller.uid);
    if (!ticket) {
      return then({false, fmt::format("{}: too many questions to polkit are open", action),
                   Failure::Code::limits_exceeded});
    }
    const auto check = std::make_shared<Check>();
    check->action = action;
    check->cancellation = fmt::format("rmcpd{}", ++count_);
    check->ticket = std::move(ticket);
    check->then = std::move(then);
    check->watch = senders_.when_gone(caller.name, [this, weak = std::weak_ptr(check)] {
      if (const auto left = weak.lock()) abandon(*left);
    });
    ask(caller, interactive, check);
  }

 private:
  struct Check {
    std::string action, cancellation;
    std::shared_ptr<Quota::Ticket> ticket;  // until polkit has answered: the question is open
    std::function<void(Verdict)> then;
    Senders::Watch watch;
  };
  // allowed, challenge, details
  using Result = sdbus::Struct<bool, bool, std::map<std::string, std::string>>;

  void ask(const Caller& caller, bool interactive, const std::shared_ptr<Check>& check) {
    // The bus guarantees its own names; a process id could belong to another process by now.
    using Subject = sdbus::Struct<std::string, std::map<std::string, sdbus::Variant>>;
    const Subject subject{"system-bus-name", {{"name", sdbus::Variant{caller.name}}}};
    const std::uint32_t flags = interactive ? 1 : 0;  // AllowUserInteraction
    const std::chrono::microseconds patience =
        interactive ? std::chrono::minutes(5) : std::chrono::seconds(25);
    polkit_->callMethodAsync("CheckAuthorization")
        .onInterface(InterfaceName{kPolkitInterface})
        .withTimeout(patience)
        .withArguments(subject, check->action, std::map<std::string, std::string>{}, flags,
                       check->cancellation)
        .uponReplyInvoke([&loop = loop_, check](CallError error, Result result) {
          loop.guarded([&] { answer(*check, verdict(check->action, error, result)); });
        });
  }

  static Verdict verdict(const std::string& action, const CallError& error, const Result& result) {
    if (error && means_absent(error->getName()))
      return no(fmt::format("{}: without polkit only root may do this", action));
    if (error)
      return no(fmt::format("polkit cannot decide about {}: {}", action, error->getMessage()));
    if (std::get<0>(result)) return {true, {}};
    const bool challenge = std::get<1>(result);
    return no(fmt::format("{}: {}", action, challenge ? "authentication is required" : "denied"));
  }

  static void answer(Check& check, Verdict verdict) {
    check.watch.reset();
    if (const auto then = std::exchange(check.then, nullptr)) then(std::move(verdict));
  }

  /// The caller has gone: cancels the prompt, and releases the resources of the call.
  void abandon(Check& check) {
    check.then = nullptr;
    polkit_->callMethodAsync("CancelCheckAuthorization")
        .onInterface(InterfaceName{kPolkitInterface})
        .withArguments(check.cancellation)
        .uponReplyInvoke([](CallError) {});
  }

  const sys::Loop& loop_;
  Senders& senders_;
  std::shared_ptr<Quota> checks_ = Quota::make(kChecks);
  std::uint64_t count_ = 0;
  std::unique_ptr<sdbus::IProxy> polkit_;
};

}  // namespace

std::optional<std::string_view> action_for(std::string_view interface, std::string_view member,
                                           bool force) {
  for (const auto& row : kRows) {
    if (row.interface == interface && row.member == member) return force ? row.forced : row.action;
  }
  return std::nullopt;
}

bool Caller::is_privileged() const {
  static const uid_t own = ::geteuid();  // else a system call for each message
  return uid == 0 || uid == own;
}

std::unique_ptr<Authority> make_polkit_authority(const Bus& bus, Senders& senders) {
  return std::make_unique<PolkitAuthority>(bus, senders);
}

}  // namespace rmcp::bus
