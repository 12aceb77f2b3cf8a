// SPDX-License-Identifier: MIT
// Notes first, then everybody else.
#include "engine/registrar.hpp"

#include <chrono>

namespace rmcp::engine {
namespace {

std::uint64_t realtime_usec() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace

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
    known_.saw(view.device, to_string(view.state), realtime_usec());
  next_.device_changed(view);
  news_();
}

void Registrar::device_removed(const PciAddress& address) {
  known_.left(address, realtime_usec());
  next_.device_removed(address);
  news_();
}

void Registrar::stop() { known_.stop(realtime_usec()); }

}  // namespace rmcp::engine
