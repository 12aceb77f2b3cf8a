// SPDX-License-Identifier: MIT
// What a verb works with.
#include "context.hpp"

namespace rmcp::client {

Context::Context(Options options) : options_(std::move(options)), style_(detect_style(options_)) {}

Expected<Source*> Context::source() {
  if (options_.offline) return &offline();
  auto bus = daemon();
  if (!bus) return tl::unexpected(bus.error());
  return *bus;
}

Expected<BusSource*> Context::daemon() {
  if (!bus_) {
    auto opened = BusSource::open(options_.host);
    if (!opened) return tl::unexpected(opened.error());
    bus_ = std::move(*opened);
  }
  return &*bus_;
}

OfflineSource& Context::offline() {
  if (!offline_) offline_.emplace(options_.config_dirs);
  return *offline_;
}

}  // namespace rmcp::client
