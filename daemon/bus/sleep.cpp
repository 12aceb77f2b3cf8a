// SPDX-License-Identifier: MIT
// A delay lock, given back when everything is ready to sleep.
#include "bus/sleep.hpp"

namespace rmcp::bus {
namespace {

constexpr auto kManager = "org.freedesktop.login1.Manager";
constexpr auto kMatch =
    "type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',"
    "interface='org.freedesktop.login1.Manager',member='PrepareForSleep'";

}  // namespace

Sleep::Sleep(sdbus::IConnection& connection, Hooks hooks)
    : hooks_(std::move(hooks)),
      logind_(make_proxy(connection, kLogind, "/org/freedesktop/login1")),
      match_(add_match(connection, kMatch, [this](auto&& message) {
        bool sleeping = false;
        message >> sleeping;
        prepare(sleeping);
      })) {}

void Sleep::set_available(bool available) {
  if (available == available_) return;
  available_ = available;
  if (available) take_lock();
}

void Sleep::prepare(bool sleeping) {
  if (!sleeping) {
    take_lock();
    return hooks_.after();
  }
  hooks_.before([this] { lock_.reset(); });
}

void Sleep::take_lock() {
  logind_->callMethodAsync("Inhibit")
      .onInterface(InterfaceName{kManager})
      .withArguments(std::string("sleep"), std::string("rmcpd"),
                     std::string("Manual fan control goes back to automatic"), std::string("delay"))
      .uponReplyInvoke([this](CallError error, sdbus::UnixFd lock) {
        if (!error) lock_ = std::move(lock);
      });
}

}  // namespace rmcp::bus
