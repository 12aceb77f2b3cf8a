// SPDX-License-Identifier: MIT
// Start: name, policy, devices, ready. Then the loop.
#include "daemon.hpp"

#include "backend/sysfs_attribute.hpp"
#include "core/co_writers.hpp"
#include "log.hpp"
#include "sys/file.hpp"
#include "sys/notify.hpp"
#include "version.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <signal.h>
#include <unistd.h>

#include <set>

namespace rmcp {
namespace {

constexpr std::chrono::seconds kReadyAfter{2};

engine::Reconciler::Options reconciler_options(const Options& options, config::Mode mode) {
  engine::Reconciler::Options out;
  out.paths = options.paths;
  out.mode = mode;
  return out;
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

}  // namespace

Daemon::Daemon(Options options, config::Mode mode, const config::Settings& settings)
    : options_(std::move(options)),
      loop_([](const std::exception& e) { spdlog::error("internal error: {}", e.what()); }),
      keeper_(options_.paths, ::geteuid(), engine::PolicyKeeper::Keep::yes),
      service_(loop_,
               [this](const std::string& why) {
                 spdlog::critical("system bus: connection lost: {}", why);
                 loop_.quit(1);
               }),
      reconciler_(loop_, reconciler_options(options_, mode),
                  std::make_shared<backend::SysfsAttribute>(), service_),
      module_(loop_, {.paths = options_.paths, .write = mode == config::Mode::enforce},
              [this](std::shared_ptr<const ModuleState> state, std::vector<std::string> changes) {
                for (const auto& change : changes) spdlog::info("{}", change);
                if (!state->problem.empty()) spdlog::warn("{}", state->problem);
                reconciler_.set_module_state(std::move(state));
                service_.parameters_changed();
              }),
      library_(loop_, options_.paths, ::geteuid(),
               [this](std::shared_ptr<const engine::LibrarySets> found) {
                 take_libraries(std::move(found));
               }),
      publisher_(loop_, {.paths = options_.paths, .cdi = settings.cdi, .hsa_tool = kHsaTool},
                 [this] { return reconciler_.views(); }),
      default_(
          loop_, options_.paths, mode == config::Mode::enforce,
          [this](const DefaultLibraryState& state) { service_.default_library_changed(state); }),
      monitor_(loop_.get(), [this](const device::Event& event) { handle(event); }),
      ready_timer_(loop_,
                   [this] {
                     start_devices();
                     become_ready();
                   }),
      check_timer_(loop_,
                   [this] {
                     reconciler_.reconcile_all(Reason::check);
                     check_timer_.arm(check_interval_);
                   }),
      check_interval_(settings.check_interval) {}

int Daemon::run() {
  for (const int signal : {SIGTERM, SIGINT}) loop_.on_signal(signal, [this] { loop_.quit(0); });
  loop_.on_signal(SIGHUP, [this] { reload(); });
  loop_.enable_watchdog();
  service_.serve(reconciler_, keeper_, hooks());
  for (const auto& folder : {options_.paths.runtime, options_.paths.state})
    sys::remove_unfinished(folder);
  load_policy();
  reconciler_.set_policy(keeper_.policy());
  module_.set_policy(keeper_.policy());
  publisher_.set_units(keeper_.policy()->units);
  publish(*keeper_.policy());
  ready_timer_.arm(kReadyAfter);
  if (check_interval_.count() > 0) check_timer_.arm(check_interval_);
  library_.look();  // then the devices that are there
  const int code = loop_.run();
  sys::notify_stopping();
  return code;
}

bus::Service::Hooks Daemon::hooks() {
  return {.reload = [this] { return reload(); },
          .changed =
              [this] {
                update_status();
                look_at_module(false);
                publisher_.look();
              },
          .applied = log_device,
          .settled =
              [this] {
                become_ready();
                look_at_module(true);
              },
          .peers =
              [this](const std::set<std::string>& present) {
                peers_ = present;
                look_at_co_writers();
              },
          .sleep = {.before =
                        [this](std::function<void()> done) {
                          reconciler_.prepare_for_sleep(std::move(done));
                        },
                    .after =
                        [this] {
                          reconciler_.awake();
                          look_at_module(true);
                        }}};
}

/// Named before any fight. A socket tells nobody when it comes, so this looks whenever something
/// else happens.
void Daemon::look_at_co_writers() {
  std::set<std::string> sockets, shared;
  for (const auto& writer : co_writers()) {
    if (!writer.socket.empty() && sys::exists(std::string(writer.socket)))
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

void Daemon::load_policy() {
  keeper_.load();
  log_diagnostics(keeper_.diagnostics());
  if (!keeper_.keep_error().empty()) spdlog::warn("{}", keeper_.keep_error());
  spdlog::info("policy is {}: {} rules, {} profiles", to_string(keeper_.state()),
               keeper_.policy()->rules.size(), keeper_.policy()->profiles.size());
}

void Daemon::handle(const device::Event& event) {
  if (event.kind == device::Event::Kind::overflow)
    spdlog::warn("udev: events were lost, so all devices are looked at again");
  look_at_co_writers();
  reconciler_.handle(event);
}

/// Once it is known which library sets there are, or when that takes too long: a prefix may lie on
/// a network that does not answer.
void Daemon::start_devices() {
  if (started_) return;
  started_ = true;
  reconciler_.enumerate(Reason::coldplug);
}

void Daemon::take_libraries(std::shared_ptr<const engine::LibrarySets> found) {
  const bool first = libraries_ == nullptr;
  const bool same = !first && engine::same(*found, *libraries_);
  const bool complains = first || found->diagnostics != libraries_->diagnostics;
  libraries_ = std::move(found);
  if (complains) log_diagnostics(libraries_->diagnostics);
  if (!same) log_libraries();
  reconciler_.set_library_sets({libraries_, &libraries_->sets});
  default_.set_library_sets({libraries_, &libraries_->sets});
  service_.libraries_changed(*libraries_);
  if (!started_) return start_devices();
  if (!same) reconciler_.reconcile_all(Reason::reload);
}

void Daemon::log_libraries() const {
  for (const auto& set : libraries_->sets) {
    const auto level = set.state == SetState::ok ? spdlog::level::info : spdlog::level::warn;
    spdlog::log(level, "library set {}: {}{}{}", set.name, to_string(set.state),
                set.reasons.empty() ? "" : ": ", fmt::join(set.reasons, "; "));
  }
}

/// What policy has for more than one device.
void Daemon::publish(const Policy& policy) {
  publisher_.set_sessions(policy.sessions);
  default_.set_wish(policy.default_library);
}

/// systemd has its drop-ins from a generator, which it runs when it reads its units again.
void Daemon::take_units(const std::vector<ServiceUnit>& before) {
  const auto& units = keeper_.policy()->units;
  // The drop-ins have a line for each file of a runtime, so those files count as well.
  const auto refilled = publisher_.set_units(units);
  const auto changed = changed_units(before, units);
  std::set<std::string> names(changed.begin(), changed.end());
  names.insert(refilled.begin(), refilled.end());
  if (names.empty()) return;
  service_.reload_systemd([names](const std::string& problem) {
    if (!problem.empty())
      spdlog::warn("systemd: cannot be told of changed units: {}: systemctl daemon-reload",
                   problem);
    spdlog::info(
        "units are given something else now; what runs is left as it is until: systemctl restart "
        "{}",
        fmt::join(names, " "));
  });
}

bool Daemon::reload() {
  const auto before = keeper_.policy()->units;
  load_policy();
  const bool good = keeper_.state() == engine::PolicyState::valid;
  if (good) {
    reconciler_.set_policy(keeper_.policy());
    module_.set_policy(keeper_.policy());
    reconciler_.reconcile_all(Reason::reload);
    take_units(before);
    publish(*keeper_.policy());
    look_at_module(true);
    library_.look();
  }
  service_.policy_changed();
  return good;
}

void Daemon::become_ready() {
  if (ready_) return;
  ready_ = true;
  ready_timer_.disarm();
  publisher_.begin();
  spdlog::info("rmcpd {} is ready: {}", kVersion, status());
  sys::notify_ready(status());
}

void Daemon::log_known_error() {
  const auto error = reconciler_.known_error();
  if (error != known_error_ && !error.empty()) spdlog::warn("{}", error);
  known_error_ = error;
}

/// Global parameters depend on all cards: when something about one of them has changed that could
/// matter there is another round. Not before all have been looked at once.
void Daemon::look_at_module(bool always) {
  if (reconciler_.settling() || reconciler_.still()) return;
  std::vector<Device> present;
  std::string key;
  for (const auto* view : reconciler_.views()) {
    present.push_back(view->device);
    if (!view->device.managed()) continue;
    const auto id = card_id(view->device);
    key += fmt::format("{} {} {};", id ? id->key() : "", view->device.bind_epoch,
                       view->state == State::held);
    for (const auto& [name, setting] : view->desired.settings) {
      if (setting.knob->kind == KnobKind::parameter)
        key += fmt::format("{}={}@{};", name, to_string(setting.value), setting.order);
    }
  }
  if (!always && key == module_key_) return;
  module_key_ = std::move(key);
  module_.look(engine::cards_that_count(present, reconciler_.known()));
}

void Daemon::update_status() {
  log_known_error();
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
