// SPDX-License-Identifier: MIT
// Gathers changes and passes them on in rounds.
#include "daemon/switchboard.hpp"

#include <algorithm>
#include <utility>

namespace rmcp {
namespace {

using Clock = std::chrono::steady_clock;

/// Rounds take at most a fifth of the time, unless clients ask in between.
constexpr int kRest = 4;

}  // namespace

Switchboard::Switchboard(sys::Loop& loop, Parts parts)
    : loop_(loop), parts_(std::move(parts)), timer_(loop, [this] { flush(); }) {}

void Switchboard::device_added(const DeviceView& view) {
  const auto& address = view.device.address;
  changes_.push_back({Kind::added, address});
  fresh_.insert(address);
  gather();
}

void Switchboard::device_changed(const DeviceView& view) {
  const auto& address = view.device.address;
  if (fresh_.insert(address).second) changes_.push_back({Kind::changed, address});
  gather();
}

void Switchboard::device_removed(const PciAddress& address) {
  changes_.push_back({Kind::removed, address});
  fresh_.erase(address);
  gather();
}

void Switchboard::device_applied(const DeviceView& view) {
  changes_.push_back({Kind::applied, view.device.address, view});
  gather();
}

/// Changes nothing that is shown; its changes are told beside it.
void Switchboard::device_rebound(const PciAddress& address, const engine::Answer& answer) {
  parts_.rebound(address, answer);
}

void Switchboard::policy_changed() {
  policy_changed_ = true;
  gather();
}

void Switchboard::settled() {
  after(parts_.settled);
  flush();
}

void Switchboard::after(std::function<void()> then) {
  if (idle() && !telling_) return then();
  waiting_.push_back(std::move(then));
  gather();
}

void Switchboard::gather() {
  if (telling_ || timer_.armed()) return;
  const auto rest = std::max(rest_until_ - Clock::now(), Clock::duration::zero());
  timer_.arm(std::chrono::duration_cast<std::chrono::microseconds>(rest));
}

/// One round: changes that it causes wait for the next, so no part can block the loop.
void Switchboard::flush() {
  if (telling_ || idle()) return;
  timer_.disarm();
  telling_ = true;
  const auto start = Clock::now();
  tell_all();
  telling_ = false;
  const auto end = Clock::now();
  rest_until_ = end + kRest * (end - start);
  if (!idle()) gather();
}

void Switchboard::tell_all() {
  for (const auto* part : {&parts_.known_cards, &parts_.files, &parts_.module, &parts_.status})
    loop_.guarded(*part);
  fresh_.clear();
  for (const auto& change : std::exchange(changes_, {})) loop_.guarded([&] { tell(change); });
  if (std::exchange(policy_changed_, false)) loop_.guarded(parts_.policy_changed);
  for (const auto& then : std::exchange(waiting_, {})) loop_.guarded(then);
}

void Switchboard::tell(const Change& change) const {
  switch (change.kind) {
    case Kind::added:
      return parts_.added(change.address);
    case Kind::changed:
      return parts_.changed(change.address);
    case Kind::removed:
      return parts_.removed(change.address);
    case Kind::applied:
      return parts_.applied(*change.as_applied);
  }
}

}  // namespace rmcp
