// SPDX-License-Identifier: MIT
// Notes first, then everybody else.
#include "daemon/engine/registrar.hpp"

#include "lib/sys/realtime.hpp"

namespace rmcp::engine {

Registrar::Registrar(Listener& next, const std::string& state_directory, std::function<void()> news)
    : next_(next), known_(state_directory), news_(std::move(news)) {}

void Registrar::device_added(const DeviceView& view) {
  next_.device_added(view);
  news_();
}

void Registrar::device_changed(const DeviceView& view) {
  // Before its first job a device is hardly more than a pair of ids, and may turn out to be another
  // card than they say.
  if (view.state != State::settling && card_id(view.device))
    known_.saw(view.device, to_string(view.state), sys::realtime_usec());
  next_.device_changed(view);
  news_();
}

void Registrar::device_removed(const PciAddress& address) {
  known_.left(address, sys::realtime_usec());
  next_.device_removed(address);
  news_();
}

void Registrar::stop() { known_.stop(sys::realtime_usec()); }

}  // namespace rmcp::engine
