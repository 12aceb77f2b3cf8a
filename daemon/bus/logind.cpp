// SPDX-License-Identifier: MIT
// Talks to systemd-logind: the inhibitor lock, PreparingForSleep and its signal.
#include "daemon/bus/logind.hpp"

#include <string>

namespace rmcp::bus {
namespace {

constexpr auto kPath = "/org/freedesktop/login1";
constexpr auto kLoginManager = "org.freedesktop.login1.Manager";
constexpr auto kMatch =
    "type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',"
    "interface='org.freedesktop.login1.Manager',member='PrepareForSleep'";

class BusLogind final : public Logind {
 public:
  explicit BusLogind(const Bus& bus)
      : loop_(bus.loop),
        logind_(make_proxy(bus.connection, kLogind, kPath)),
        match_(add_match(bus.connection, kMatch, [this](auto&& message) {
          loop_.guarded([&] {
            bool sleeping = false;
            message >> sleeping;
            if (prepare_) prepare_(sleeping);
          });
        })) {}

  void on_prepare(std::function<void(bool)> prepare) override { prepare_ = std::move(prepare); }

  void inhibit(std::function<void(sdbus::UnixFd)> then) override {
    logind_->callMethodAsync("Inhibit")
        .onInterface(InterfaceName{kLoginManager})
        .withArguments(std::string("sleep"), std::string("rmcpd"),
                       std::string("Manual fan control goes back to automatic"),
                       std::string("delay"))
        .uponReplyInvoke(
            [&loop = loop_, then = std::move(then)](CallError error, sdbus::UnixFd lock) {
              if (error) return;
              loop.guarded([&] { then(std::move(lock)); });
            });
  }

  void ask_preparing(std::function<void(std::optional<bool>)> then) override {
    logind_->callMethodAsync("Get")
        .onInterface(InterfaceName{"org.freedesktop.DBus.Properties"})
        .withArguments(std::string(kLoginManager), std::string("PreparingForSleep"))
        .uponReplyInvoke(
            [&loop = loop_, then = std::move(then)](CallError error, sdbus::Variant value) {
              loop.guarded([&] {
                const bool told = !error && value.containsValueOfType<bool>();
                then(told ? std::optional(value.get<bool>()) : std::nullopt);
              });
            });
  }

 private:
  sys::Loop& loop_;
  std::function<void(bool)> prepare_;
  std::unique_ptr<sdbus::IProxy> logind_;
  sdbus::Slot match_;
};

}  // namespace

std::unique_ptr<Logind> make_logind(const Bus& bus) { return std::make_unique<BusLogind>(bus); }

}  // namespace rmcp::bus
