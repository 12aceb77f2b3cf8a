// SPDX-License-Identifier: MIT
// Starts in this order: name, policy, devices, ready. Then runs the loop.
#include "daemon/daemon.hpp"

#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/device/co_writers.hpp"
#include "daemon/log.hpp"
#include "daemon/publish/cdi_libraries.hpp"
#include "daemon/publish/drop_in.hpp"
#include "daemon/publish/set_links.hpp"
#include "daemon/state/complaints.hpp"
#include "daemon/state/disk.hpp"
#include "daemon/state/leftovers.hpp"
#include "daemon/version.hpp"
#include "lib/policy/rule_cards.hpp"
#include "lib/sys/notify.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace rmcp {
namespace {

constexpr std::chrono::seconds kReadyAfter{2};
constexpr std::chrono::seconds kCheckDiskAfter{5};

engine::Reconciler::Options reconciler_options(const Options& options, config::Mode mode,
                                               std::shared_ptr<engine::ParameterWindow> window) {
  engine::Reconciler::Options out;
  out.window = std::move(window);
  out.paths = options.paths;
  out.mode = mode;
  return out;
}

engine::LibraryKeeper::Options library_options(
    const sys::Paths& paths, std::function<void(const std::string& why)> unreadable) {
  return {.paths = paths,
          .owner = ::geteuid(),
          .find_files =
              [runtime = paths.runtime](LibrarySet& set) {
                publish::find_present_files(set);
                publish::keep_set_links(set, runtime);
              },
          .forget_others =
              [runtime = paths.runtime](const std::set<std::string>& manifests) {
                publish::drop_set_links(manifests, runtime);
              },
          .unreadable = std::move(unreadable)};
}

/// Those that have their drop-in. Where systemd ran the generator before /var was there, or before
/// policy was edited, some have none.
std::vector<ServiceUnit> known_to_systemd(const sys::LoopFiles& files, const std::string& generated,
                                          const std::vector<ServiceUnit>& units) {
  if (!files.exists(generated)) return units;  // no systemd
  std::vector<ServiceUnit> known;
  std::ranges::copy_if(units, std::back_inserter(known), [&](const ServiceUnit& unit) {
    return files.exists(publish::drop_in_file(generated, unit.name));
  });
  return known;
}

void log_device(const DeviceView& view) {
  const auto address = to_string(view.device.address);
  for (const auto& o : view.last.outcomes) {
    const bool good = is_good(o.result);
    if (good && o.result == Result::already) continue;
    const auto text = fmt::format("{}: {}: {} -> {}: {}{}{}", address, o.name, o.from, o.to,
                                  to_string(o.result), o.reason.empty() ? "" : ": ", o.reason);
    spdlog::log(good ? spdlog::level::info : spdlog::level::warn, "{}", text);
  }
  if (!view.last.firmware.empty())
    spdlog::info("{}: written with firmware: {}", address, view.last.firmware);
}

void log_rebind(const PciAddress& address, const engine::Answer& answer) {
  const auto name = to_string(address);
  if (answer.failure) return spdlog::warn("{}: rebind: {}", name, answer.failure.text);
  std::vector<std::string> values;
  for (const auto& [parameter, text] : answer.rebound.values)
    values.push_back(fmt::format("{}={}", parameter, text));
  spdlog::info("{}: probed again{}{}", name, values.empty() ? "" : " with ",
               fmt::join(values, " "));
  for (const auto& remark : answer.rebound.remarks) spdlog::warn("{}: {}", name, remark);
}

}  // namespace

Daemon::Daemon(Options options, config::Mode mode, const config::Settings& settings)
    : options_(std::move(options)),
      loop_([](const std::exception& e) { spdlog::error("internal error: {}", e.what()); }),
      files_(options_.paths),
      keeper_(options_.paths, ::geteuid(), engine::PolicyKeeper::Keep::yes),
      service_(loop_,
               [this](const std::string& why) {
                 spdlog::critical("system bus: connection lost: {}", why);
                 loop_.quit(1);
               }),
      switchboard_(loop_, parts()),
      window_(std::make_shared<engine::ParameterWindow>(options_.paths, files_.boot_id())),
      reconciler_(loop_, reconciler_options(options_, mode, window_),
                  std::make_shared<backend::SysfsAttribute>(), switchboard_),
      module_(loop_,
              {.paths = options_.paths, .write = mode == config::Mode::enforce, .window = window_},
              [this](const std::shared_ptr<const ModuleState>& state,
                     const std::vector<std::string>& changes) { adopt_module(state, changes); }),
      policy_(loop_, keeper_, {.paths = options_.paths, .owner = ::geteuid()},
              [this] { adopt_policy(); }),
      library_(loop_,
               library_options(options_.paths,
                               [this](const std::string& why) {
                                 manifests_problem_ = why;
                                 update_remarks();
                               }),
               [this](std::shared_ptr<const engine::LibrarySets> found) {
                 adopt_libraries(std::move(found));
               }),
      publisher_(loop_, {.paths = options_.paths, .cdi = settings.cdi, .hsa_tool = kHsaTool},
                 publisher_hooks()),
      default_(
          loop_, {.paths = options_.paths, .write = mode == config::Mode::enforce},
          [this](const DefaultLibraryState& state) { service_.default_library_changed(state); }),
      monitor_(loop_, [this](const device::Event& event) { handle(event); }),
      ready_timer_(loop_, [this] { hurry(); }),
      disk_timer_(loop_, [this] { check_disk(); }),
      check_timer_(loop_, [this] { check(); }),
      check_interval_(settings.check_interval) {}

int Daemon::run() {
  for (const int signal : {SIGTERM, SIGINT}) loop_.on_signal(signal, [this] { loop_.quit(0); });
  loop_.on_signal(SIGHUP, [this] { reload([](bool) {}); });
  loop_.enable_watchdog();
  service_.serve(reconciler_, keeper_, hooks());
  files_.remove_unfinished(options_.paths.runtime);
  state::remove_leftovers(options_.paths.state);
  ready_timer_.arm(kReadyAfter);
  if (check_interval_.count() > 0) check_timer_.arm(check_interval_);
  policy_.load([](bool) {});
  library_.refresh();  // afterwards, when both are known, the devices that are present
  const int code = loop_.run();
  window_->end();
  switchboard_.flush();
  sys::notify_stopping();
  return code;
}

publish::Publisher::Hooks Daemon::publisher_hooks() {
  return {.views = [this] { return reconciler_.views(); },
          .refilled =
              [this](const std::vector<std::string>& units) {
                tell_systemd({units.begin(), units.end()});
              },
          .settled =
              [this] {
                update_remarks();
                if (settled_) become_ready();
              },
          .problems = [this] { update_remarks(); },
          .exports =
              [this](const std::vector<ProgramExport>& programs) {
                service_.programs_changed(programs);
              },
          .find_program =
              [this](const std::string& unit, publish::ProgramKeeper::Then then) {
                service_.systemd().find_program(unit, std::move(then));
              }};
}

/// The parts that follow changes of devices, in order: files before signals, so that a client
/// reacting to a signal finds them.
Switchboard::Parts Daemon::parts() {
  const auto shown = [this](void (bus::Service::*show)(const DeviceView&)) {
    return [this, show](const PciAddress& address) {
      if (const auto* view = reconciler_.find(address)) (service_.*show)(*view);
    };
  };
  return {.known_cards = [this] { reconciler_.save_known(); },
          .files = [this] { publisher_.refresh(); },
          .module = [this] { refresh_module(false); },
          .status = [this] { update_status(); },
          .added = shown(&bus::Service::device_added),
          .changed = shown(&bus::Service::device_changed),
          .removed = [this](const PciAddress& address) { service_.device_removed(address); },
          .applied =
              [this](const DeviceView& view) {
                service_.device_applied(view);
                log_device(view);
              },
          .rebound = log_rebind,
          .policy_changed =
              [this] {
                update_rule_advice();
                service_.policy_changed();
              },
          .settled =
              [this] {
                settled_ = true;
                if (publisher_.settled()) become_ready();
                refresh_module(true);
                update_rule_advice();
                service_.settled();
              }};
}

bus::Service::Hooks Daemon::hooks() {
  return {.reload = [this](std::function<void(bool)> done) { reload(std::move(done)); },
          .before_message = [this] { switchboard_.flush(); },
          .peers =
              [this](const std::set<std::string>& present) {
                peers_ = present;
                update_co_writers();
              },
          .sleep = {.before =
                        [this](std::function<void()> done) {
                          reconciler_.prepare_for_sleep(std::move(done));
                        },
                    .after =
                        [this] {
                          reconciler_.awake();
                          refresh_module(true);
                        }}};
}

/// Co-writers are reported before any fight. A socket sends no event when it appears, so they are
/// checked whenever another event arrives.
void Daemon::update_co_writers() {
  std::set<std::string> sockets, shared;
  for (const auto& writer : co_writers()) {
    if (!writer.socket.empty() && files_.exists(std::string(writer.socket)))
      sockets.emplace(writer.socket);
  }
  std::vector<std::string> descriptions;
  for (const auto* writer : running_co_writers(peers_, sockets)) {
    descriptions.push_back(describe(*writer));
    shared.insert(writer->shared_knobs.begin(), writer->shared_knobs.end());
  }
  reconciler_.set_shared_knobs(std::move(shared));
  service_.co_writers_changed(std::move(descriptions));
}

void Daemon::reload(std::function<void(bool good)> done) {
  policy_.load([this, done = std::move(done)](bool good) {
    if (good) library_.refresh();
    switchboard_.after([done, good] { done(good); });
  });
}

/// The keeper's view of policy has changed: at start, by a reload, or because a file system answers
/// again.
void Daemon::adopt_policy() {
  const auto diagnostics = keeper_.diagnostics();
  if (diagnostics != logged_) log_diagnostics(diagnostics);
  logged_ = diagnostics;
  const auto policy = keeper_.policy();
  if (policy_.known() && policy != applied_) {
    const auto before = applied_
                            ? applied_->units
                            : known_to_systemd(files_, options_.paths.generated, policy->units);
    applied_ = policy;
    spdlog::info("policy is {}: {} rules, {} profiles", to_string(keeper_.state()),
                 policy->rules.size(), policy->profiles.size());
    reconciler_.set_policy(policy, keeper_.state() != engine::PolicyState::invalid);
    module_.set_policy(policy);
    if (started_) reconciler_.reconcile_all(Reason::reload);
    adopt_units(before);
    publisher_.set_sessions(policy->sessions);
    default_.set_desired(policy->default_library);
    refresh_module(true);
    start_devices();
    if (ready_) publisher_.begin();
  }
  switchboard_.policy_changed();
}

void Daemon::handle(const device::Event& event) {
  if (event.kind == device::Event::Kind::overflow)
    spdlog::warn("udev: events were lost, enumerating all devices again");
  update_co_writers();
  reconciler_.handle(event);
}

/// systemd learns in time that the daemon is ready, whatever does not answer.
void Daemon::hurry() {
  policy_.hurry(kReadyAfter);
  library_.hurry(kReadyAfter);
  in_time_ = false;
  start_devices();
  become_ready();
}

/// Runs once policy and library sets are known, or when that takes too long: a prefix may be on a
/// network that does not answer. Never without any policy, which would take everything back.
void Daemon::start_devices() {
  if (started_ || !policy_.known() || (in_time_ && !libraries_)) return;
  started_ = true;
  reconciler_.enumerate(Reason::coldplug);
}

void Daemon::adopt_module(std::shared_ptr<const ModuleState> state,
                          const std::vector<std::string>& changes) {
  for (const auto& change : changes) spdlog::info("{}", change);
  if (!state->problem.empty()) spdlog::warn("{}", state->problem);
  reconciler_.set_module_state(std::move(state));
  service_.parameters_changed();
}

void Daemon::adopt_libraries(std::shared_ptr<const engine::LibrarySets> found) {
  const bool first = libraries_ == nullptr;
  const bool same = !first && engine::same(*found, *libraries_);
  const bool complains = first || found->diagnostics != libraries_->diagnostics;
  libraries_ = std::move(found);
  if (complains) log_diagnostics(libraries_->diagnostics);
  if (!same) log_libraries();
  reconciler_.set_library_sets(verify::sets_of(libraries_));
  default_.set_library_sets(verify::sets_of(libraries_));
  service_.libraries_changed(*libraries_);
  if (!started_) return start_devices();
  if (!same) reconciler_.reconcile_all(Reason::reload);
}

void Daemon::log_libraries() const {
  for (const auto& set : libraries_->sets) {
    const auto level = set.found.state == SetState::ok ? spdlog::level::info : spdlog::level::warn;
    spdlog::log(level, "library set {}: {}{}{}", set.name, to_string(set.found.state),
                set.found.reasons.empty() ? "" : ": ", fmt::join(set.found.reasons, "; "));
  }
}

/// A generator makes systemd's drop-ins, and systemd runs it when it reads its units again.
void Daemon::adopt_units(const std::vector<ServiceUnit>& before) {
  const auto& units = keeper_.policy()->units;
  publisher_.set_units(units);
  const auto changed = changed_units(before, units);
  tell_systemd({changed.begin(), changed.end()});
}

/// The drop-ins have a line for each file of a runtime, so changes of those files count as well.
void Daemon::tell_systemd(const std::set<std::string>& names) {
  if (names.empty()) return;
  service_.systemd().reload([names](const std::string& problem) {
    if (!problem.empty())
      spdlog::warn("systemd: cannot announce changed units: {}: run systemctl daemon-reload",
                   problem);
    spdlog::info(
        "these units get other settings or libraries; restart to use them: systemctl restart {}",
        fmt::join(names, " "));
  });
}

void Daemon::become_ready() {
  if (ready_) return;
  ready_ = true;
  ready_timer_.disarm();
  // Without a policy the wanted settings of services are unknown: files of an earlier daemon stay.
  if (applied_) publisher_.begin();
  spdlog::info("rmcpd {} is ready: {}", kVersion, status());
  sys::notify_ready(status());
}

void Daemon::check() {
  reconciler_.reconcile_all(Reason::check);
  check_timer_.arm(check_interval_);
}

/// The state folder may hang, and answer again: then the omitted work is done.
void Daemon::check_disk() {
  const bool ill =
      std::exchange(disk_ill_, state::Disk::instance().hangs() || !reconciler_.knows_all());
  if (ill != disk_ill_) update_status();
  if (ill && !disk_ill_) {
    reconciler_.save_known();
    reconciler_.reconcile_all(Reason::retry);
    refresh_module(true);
  }
  if (disk_ill_) disk_timer_.arm(kCheckDiskAfter);
}

/// Problems of the daemon's own files, and file systems that do not answer.
void Daemon::update_remarks() {
  std::vector<Diagnostic> remarks;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) remarks.push_back({Severity::advice, {}, text});
  };
  add(keeper_.keep_error());
  add(manifests_problem_);
  add(reconciler_.known_error());
  for (const auto& problem : publisher_.problems()) add(problem);
  for (const auto& complaint : state::complaints()) add(complaint);
  if (disk_ill_)
    add(fmt::format("{} is unreachable: {}; its contents cannot be read or changed",
                    options_.paths.state, sys::no_answer(state::Disk::kLimit)));
  for (const auto& remark : remarks)
    if (std::find(remarks_.begin(), remarks_.end(), remark) == remarks_.end())
      spdlog::warn("{}", remark.message);
  remarks_ = remarks;
  if (keeper_.set_remarks(std::move(remarks))) switchboard_.policy_changed();
}

/// Rules are compared with the cards once those that are present at start have been probed.
void Daemon::update_rule_advice() {
  if (!applied_ || reconciler_.settling() || !reconciler_.knows_all()) return;
  std::vector<Device> present;
  for (const auto* view : reconciler_.views()) {
    if (view->state == State::settling) return;
    present.push_back(view->device);
  }
  const auto& machine = reconciler_.machine();
  auto advice = advise_on_cards(
      *applied_, cards_here(present, reconciler_.known(), *applied_, machine), machine);
  if (advice == rule_advice_) return;
  rule_advice_ = std::move(advice);
  service_.rule_advice_changed(rule_advice_);
}

/// Global parameters depend on all cards: a relevant change of one card leads to another round. Not
/// before all cards have been probed once.
void Daemon::refresh_module(bool always) {
  // Options for absent cards must not be removed because those cards are not known yet.
  if (reconciler_.settling() || reconciler_.still() || !reconciler_.knows_all()) return;
  std::vector<Device> present;
  auto key = fmt::format("{};", reconciler_.rebinds());
  for (const auto* view : reconciler_.views()) {
    present.push_back(view->device);
    if (!view->device.managed()) continue;
    const auto id = card_id(view->device);
    key += fmt::format("{} {} {} {};", id ? id->key() : "", view->device.binding.epoch,
                       view->device.gfx ? to_string(*view->device.gfx) : "",
                       view->state == State::held);
    for (const auto& [name, setting] : view->desired.settings) {
      if (setting.knob->kind == KnobKind::parameter)
        key += fmt::format("{}={}@{};", name, to_string(setting.value), setting.order);
    }
  }
  if (!always && key == module_key_) return;
  module_key_ = std::move(key);
  module_.refresh(engine::cards_that_count(present, reconciler_.known()));
}

void Daemon::update_status() {
  if (!disk_timer_.armed()) check_disk();
  update_remarks();
  update_rule_advice();
  if (ready_) sys::notify_status(status());
}

std::string Daemon::status() const {
  std::vector<std::string> wrong;
  if (keeper_.state() != engine::PolicyState::valid)
    wrong.push_back(fmt::format("policy {}", to_string(keeper_.state())));
  for (const auto* view : reconciler_.views()) {
    if (view->state != State::degraded && view->state != State::stalled &&
        view->state != State::settling)
      continue;
    wrong.push_back(fmt::format("{} {}", to_string(view->device.address), to_string(view->state)));
  }
  const auto devices = reconciler_.views().size();
  const auto count = fmt::format("{} device{}", devices, devices == 1 ? "" : "s");
  return wrong.empty() ? count : fmt::format("{}; {}", count, fmt::join(wrong, ", "));
}

}  // namespace rmcp
