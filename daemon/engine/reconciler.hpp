// SPDX-License-Identifier: MIT
// Keeps every device as policy wants it: turns events and requests into jobs, one at a time per
// device, and jobs' results into views. Lives in the loop; never blocks.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/device/monitor.hpp"
#include "daemon/engine/retry_timer.hpp"
#include "daemon/engine/verb.hpp"
#include "daemon/state/known_devices.hpp"
#include "daemon/state/notes.hpp"
#include "lib/gpu/known_device.hpp"
#include "lib/module/module_state.hpp"
#include "lib/records/neighbours.hpp"
#include "lib/sys/loop.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace rmcp::engine {

class ParameterWindow;

/// Receives devices and their changes: the daemon's switchboard, which passes them on.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void device_added(const DeviceView& view) = 0;
  virtual void device_changed(const DeviceView& view) = 0;
  virtual void device_removed(const PciAddress& address) = 0;
  /// Policy was applied or reverted, with a write or on request.
  virtual void device_applied(const DeviceView& view) = 0;
  /// A rebind has ended, well or not.
  virtual void device_rebound(const PciAddress& address, const Answer& answer) = 0;
  /// The devices that were present at start have been handled.
  virtual void settled() = 0;
  /// Calls `then` once all changes so far have been passed on: a caller that has its answer finds
  /// files and properties up to date.
  virtual void after(std::function<void()> then) = 0;
};

/// State common to all devices, which changes at run time.
struct Conditions {
  std::shared_ptr<const Policy> policy = std::make_shared<Policy>();
  Machine machine;
  std::set<std::string> shared_knobs;                   // with a known co-writer
  std::shared_ptr<const ModuleState> module;            // null: not looked at yet
  std::shared_ptr<const std::vector<LibrarySet>> sets;  // likewise
  bool nothing_in_force = false;  // policy has errors, and there is no earlier one
  bool still = false;             // between logind's signal and waking up: nothing is written
};

class TrackedDevice;

class Reconciler {
 public:
  struct Options {
    sys::Paths paths;
    config::Mode mode = config::Mode::enforce;
    /// Further events of a device within this time count as one.
    std::chrono::milliseconds gather{30};
    /// A job without progress for this long makes its device stalled.
    std::chrono::milliseconds stall{10'000};
    /// The same for a rebind, in each of its steps: an unbind and a probe take seconds.
    std::chrono::milliseconds rebind_stall{30'000};
    /// A function without a driver is `settling` for this long at most.
    std::chrono::milliseconds wait_for_driver{3'000};
    /// The pause between two probes of a device whose driver is starting or whose identity cannot
    /// be read.
    std::chrono::milliseconds settling_pause{1'000};
    /// An identity that cannot be read for this long, while the driver answers, is given up.
    std::chrono::milliseconds identity_patience{10'000};
    /// Before the second attempt to undo a trial; the later pauses grow, to a minute.
    std::chrono::milliseconds undo_pause{1'000};
    /// The pauses between retries after a transient failure.
    RetryTimer::Pauses retry_pauses = RetryTimer::kPauses;
    /// A boot that has lasted this long after something risky was applied has survived it.
    std::chrono::milliseconds probation{600'000};
    /// Shared with the rounds of the module keeper.
    std::shared_ptr<ParameterWindow> window;
  };

  Reconciler(sys::Loop& loop, Options options, std::shared_ptr<backend::Backend> backend,
             Listener& listener);
  ~Reconciler();

  /// The policy for all later jobs. Devices are not touched until `reconcile_all`.
  /// `in_force`: it is not merely empty because the files have errors.
  void set_policy(std::shared_ptr<const Policy> policy, bool in_force = true);
  const Policy& policy() const { return *now_.policy; }
  /// The machine that rules are compared with.
  const Machine& machine() const { return now_.machine; }
  /// Knobs that another program on this machine is known to write: drift is only reported.
  void set_shared_knobs(std::set<std::string> knobs) { now_.shared_knobs = std::move(knobs); }
  void set_mode(config::Mode mode) { options_.mode = mode; }
  config::Mode mode() const { return options_.mode; }

  /// The state of the module's parameters: displayed on the devices that want some.
  void set_module_state(std::shared_ptr<const ModuleState> module);
  /// Null until first read.
  std::shared_ptr<const ModuleState> module_state() const { return now_.module; }

  /// The library sets as of the last verification. Devices are not touched until `reconcile_all`.
  void set_library_sets(std::shared_ptr<const std::vector<LibrarySet>> sets) {
    now_.sets = std::move(sets);
  }
  /// Null until first read.
  std::shared_ptr<const std::vector<LibrarySet>> library_sets() const { return now_.sets; }

  /// Handles the devices that are present now, and forgets the others.
  void enumerate(Reason reason);
  void handle(const device::Event& event);
  void reconcile_all(Reason reason);

  /// The machine is about to sleep: manual fan control goes back to automatic, then `done` is
  /// called once. From now on nothing else is written until the machine is awake.
  void prepare_for_sleep(std::function<void()> done);
  /// The machine is awake again, or does not go to sleep after all.
  void awake();
  bool still() const { return now_.still; }
  /// Counts the windows in which a rebind has set parameters: a round that met one has to run
  /// again.
  unsigned rebinds() const { return rebinds_; }

  std::vector<const DeviceView*> views() const;
  const DeviceView* find(const PciAddress& address) const;
  bool settling() const { return !settled_; }
  /// The cards that have been seen, present or not.
  const std::vector<KnownDevice>& known() const;
  /// False: the disk does not answer, so there may have been others.
  bool knows_all() const;
  /// Why they cannot be saved; empty if they can.
  std::string known_error() const;
  /// Writes changes of them.
  void save_known() { known_.save_changes(); }

  /// `done` is called once, in the loop, possibly before this returns.
  void request(const PciAddress& address, Verb verb, std::function<void(Answer)> done);

 private:
  void add(const std::string& syspath, const PciAddress& address);
  void remove(const PciAddress& address);
  void probe_others(const PciAddress& address);
  void check_settled();
  Failure refusal(const PciAddress& address, const Verb& verb) const;
  void changed(DeviceView& view);
  void tell_neighbours(const std::vector<PciAddress>& addresses);

  sys::Loop& loop_;
  Options options_;
  std::shared_ptr<backend::Backend> backend_;
  Listener& listener_;
  mutable state::KnownDevices known_;  // asks the disk's thread whether it has been read
  Neighbours neighbours_;
  sys::Mailbox mailbox_;
  std::shared_ptr<state::Notes> notes_;
  std::string boot_id_;
  Conditions now_;
  std::map<PciAddress, std::shared_ptr<TrackedDevice>> devices_;
  unsigned rebinds_ = 0;
  bool enumerated_ = false;
  bool settled_ = false;
};

}  // namespace rmcp::engine
