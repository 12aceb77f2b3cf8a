// SPDX-License-Identifier: MIT
// Passes events and requests on to their devices.
#include "daemon/engine/reconciler.hpp"

#include "daemon/device/probe.hpp"
#include "daemon/engine/tracked_device.hpp"
#include "lib/sys/clocks.hpp"
#include "lib/sys/errno.hpp"
#include "lib/sys/loop_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp::engine {
namespace {

std::string read_boot_id(const sys::Paths& paths) { return sys::LoopFiles(paths).boot_id(); }

/// An open trial may have set more than policy now wants.
bool needs_release(const DeviceView& view) {
  if (view.trial != TrialPhase::none) return true;
  const auto& settings = view.desired.settings;
  return std::any_of(settings.begin(), settings.end(),
                     [](const auto& item) { return !item.second.knob->release_on_stop.empty(); });
}

}  // namespace

Reconciler::Reconciler(sys::Loop& loop, Options options, std::shared_ptr<backend::Backend> backend,
                       Listener& listener)
    : loop_(loop),
      options_(std::move(options)),
      backend_(std::move(backend)),
      listener_(listener),
      known_(options_.paths.state),
      mailbox_(loop),
      notes_(std::make_shared<state::Notes>(options_.paths)),
      boot_id_(read_boot_id(options_.paths)) {
  now_.machine = device::read_machine(options_.paths);
}

Reconciler::~Reconciler() {
  // Stopping changes nothing on a device: its records stay, and only its job is abandoned.
  for (const auto& [address, device] : devices_) device->leave();
  known_.stop(sys::realtime_usec());
}

void Reconciler::set_policy(std::shared_ptr<const Policy> policy, bool in_force) {
  now_.nothing_in_force = !in_force;
  now_.policy = std::move(policy);
  now_.machine = device::read_machine(options_.paths);
}

void Reconciler::set_module_state(std::shared_ptr<const ModuleState> module) {
  now_.module = std::move(module);
  for (const auto& [address, device] : devices_) device->module_changed();
}

void Reconciler::enumerate(Reason reason) {
  std::set<PciAddress> present;
  for (const auto& syspath : device::enumerate()) {
    const auto address = parse_pci_address(syspath.substr(syspath.rfind('/') + 1));
    if (!address) continue;
    present.insert(*address);
    add(syspath, *address);
    if (const auto it = devices_.find(*address); it != devices_.end())
      it->second->reconcile(reason);
  }
  std::vector<PciAddress> gone;
  for (const auto& [address, device] : devices_) {
    if (!present.contains(address)) gone.push_back(address);
  }
  for (const auto& address : gone) remove(address);
  enumerated_ = true;
  check_settled();
}

/// An event is a hint to look: it may be late, out of order, or sent by a user with udevadm.
void Reconciler::handle(const device::Event& event) {
  using Kind = device::Event::Kind;
  if (event.kind == Kind::overflow) return enumerate(Reason::retry);
  if (event.kind == Kind::partition) return reconcile_all(Reason::hotplug);
  const auto it = devices_.find(event.address);
  const bool known = it != devices_.end();
  if (!device::is_there(known ? it->second->view().device.syspath : event.syspath)) {
    remove(event.address);
    if (!known || !device::is_there(event.syspath)) return;
  }
  add(event.syspath, event.address);
  const auto now = devices_.find(event.address);
  if (now != devices_.end() && now->second->hint(event)) probe_others(event.address);
}

/// KFD renumbers its nodes when a GPU goes away (kfd_topology.c:kfd_topology_update_sysfs).
void Reconciler::probe_others(const PciAddress& address) {
  for (const auto& [other, device] : devices_) {
    if (other != address && device->view().device.managed())
      device->reconcile_after(options_.gather, Reason::hotplug);
  }
}

void Reconciler::reconcile_all(Reason reason) {
  for (const auto& [address, device] : devices_) device->reconcile(reason);
}

void Reconciler::add(const std::string& syspath, const PciAddress& address) {
  if (const auto it = devices_.find(address); it != devices_.end()) {
    if (it->second->view().device.syspath == syspath) return;
    remove(address);  // another slot got the same address: the remove event was lost
  }
  auto seen = device::glance(options_.paths, syspath);
  if (!seen) return;
  Tracking tracking{.loop = loop_,
                    .options = options_,
                    .boot_id = boot_id_,
                    .notes = notes_,
                    .now = now_,
                    .backend = backend_,
                    .sender = mailbox_.sender(),
                    .changed = [this](DeviceView& view) { changed(view); },
                    .applied = [this](const DeviceView& view) { listener_.device_applied(view); },
                    .rebound =
                        [this, address](const Answer& answer) {
                          ++rebinds_;
                          listener_.device_rebound(address, answer);
                        },
                    .handled = [this] { check_settled(); }};
  const auto device = std::make_shared<TrackedDevice>(std::move(tracking), std::move(*seen));
  devices_.emplace(address, device);
  const auto others = neighbours_.put(device->view());
  listener_.device_added(device->view());
  tell_neighbours(others);
}

void Reconciler::remove(const PciAddress& address) {
  const auto it = devices_.find(address);
  if (it == devices_.end()) return;
  const auto device = it->second;
  devices_.erase(it);
  device->retire();
  known_.left(address, sys::realtime_usec());
  listener_.device_removed(address);
  tell_neighbours(neighbours_.remove(address));
  probe_others(address);
  check_settled();
}

void Reconciler::check_settled() {
  if (settled_ || !enumerated_) return;
  settled_ = std::all_of(devices_.begin(), devices_.end(),
                         [](const auto& item) { return item.second->handled(); });
  if (settled_) listener_.settled();
}

void Reconciler::changed(DeviceView& view) {
  // Before its first job little more than the ids of a device are known, and it may turn out to be
  // another card.
  if (view.state != State::settling && card_id(view.device))
    known_.saw(view.device, to_string(view.state), sys::realtime_usec());
  const auto others = neighbours_.put(view);
  neighbours_.complete(view);
  listener_.device_changed(view);
  tell_neighbours(others);
}

void Reconciler::tell_neighbours(const std::vector<PciAddress>& addresses) {
  for (const auto& address : addresses) {
    const auto it = devices_.find(address);
    if (it != devices_.end() && it->second->complete(neighbours_))
      listener_.device_changed(it->second->view());
  }
}

const std::vector<KnownDevice>& Reconciler::known() const {
  known_.loaded();
  return known_.all();
}

bool Reconciler::knows_all() const { return known_.loaded(); }

std::string Reconciler::known_error() const {
  return sys::failure_at(options_.paths.state + ": the known cards cannot be saved", known_.saved())
      .text;
}

void Reconciler::prepare_for_sleep(std::function<void()> done) {
  now_.still = true;
  std::vector<std::shared_ptr<TrackedDevice>> awaited;
  for (const auto& [address, device] : devices_) {
    // After a job that runs now; the lock is not given back under a write.
    if (needs_release(device->view()) || device->busy()) awaited.push_back(device);
  }
  if (awaited.empty()) return done();
  const auto one_less = [left = std::make_shared<std::size_t>(awaited.size()),
                         done = std::move(done)] {
    if (--*left == 0) done();
  };
  for (const auto& device : awaited) device->release(one_less);
}

void Reconciler::awake() {
  now_.still = false;
  reconcile_all(Reason::resume);
}

std::vector<const DeviceView*> Reconciler::views() const {
  std::vector<const DeviceView*> out;
  for (const auto& [address, device] : devices_) out.push_back(&device->view());
  return out;
}

const DeviceView* Reconciler::find(const PciAddress& address) const {
  const auto it = devices_.find(address);
  return it == devices_.end() ? nullptr : &it->second->view();
}

/// A rebind changes parameters of the whole driver for as long as it takes.
Failure Reconciler::refusal(const PciAddress& address, const Verb& verb) const {
  if (!is_a<Rebind>(verb)) return {};
  for (const auto& [other, device] : devices_) {
    if (other != address && device->view().state == State::settling)
      return {Failure::Code::device_busy,
              fmt::format("busy: {} is settling, and would be probed with the same parameters",
                          to_string(other))};
  }
  return {};
}

void Reconciler::request(const PciAddress& address, Verb verb, std::function<void(Answer)> done) {
  const auto it = devices_.find(address);
  if (it == devices_.end())
    return done({.failure = {Failure::Code::no_such_device, "the device is gone"}});
  if (auto failure = refusal(address, verb)) return done({.failure = std::move(failure)});
  it->second->request(std::move(verb), [this, done = std::move(done)](const Answer& answer) {
    listener_.after([done, answer] { done(answer); });
  });
}

}  // namespace rmcp::engine
