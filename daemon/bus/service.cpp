// SPDX-License-Identifier: MIT
// Turns changes in the daemon into objects and signals.
#include "daemon/bus/service.hpp"

#include "daemon/device/co_writers.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace rmcp::bus {
namespace {

std::unique_ptr<sdbus::IConnection> connect() {
  try {
    return sdbus::createSystemBusConnection();
  } catch (const sdbus::Error& error) {
    throw std::runtime_error(fmt::format("system bus: cannot connect: {}", error.getMessage()));
  }
}

void acquire_name(sdbus::IConnection& connection) {
  try {
    connection.requestName(ServiceName{kServiceName});
  } catch (const sdbus::Error& error) {
    throw std::runtime_error(fmt::format("system bus: {}: {} (is another rmcpd running?)",
                                         kServiceName, error.getMessage()));
  }
}

}  // namespace

class Service::Root final : public Adaptor<sdbus::ObjectManager_adaptor> {
 public:
  explicit Root(const Bus& bus) : Adaptor(bus, sdbus::ObjectPath{kRootPath}) { registerAdaptor(); }
  ~Root() { unregisterAdaptor(); }
};

Service::Service(sys::Loop& loop, std::function<void(std::string)> lost)
    : connection_(connect()),
      bus_{loop, *connection_},
      senders_(make_senders(bus_)),
      answers_(bus_),
      door_(bus_, *senders_, answers_),
      source_(bus_, {.before =
                         [this] {
                           if (hooks_.before_message) hooks_.before_message();
                         },
                     .after = [this] { return door_.processed(); },
                     .lost = std::move(lost)}),
      authority_(make_polkit_authority(bus_, *senders_)),
      gate_(loop, *senders_, *authority_),
      systemd_(bus_),
      root_(std::make_unique<Root>(bus_)) {
  acquire_name(*connection_);
}

Service::~Service() = default;

void Service::serve(engine::Reconciler& reconciler, const engine::PolicyKeeper& keeper,
                    Hooks hooks) {
  reconciler_ = &reconciler;
  hooks_ = std::move(hooks);
  manager_ = std::make_unique<ManagerObject>(bus_, reconciler, keeper, gate_, hooks_.reload);
  libraries_ = std::make_unique<LibraryObjects>(bus_);
  sleep_ = std::make_unique<Sleep>(bus_.loop, make_logind(bus_), hooks_.sleep);
  auto names = co_writer_bus_names();
  names.emplace_back(kLogind);
  peers_ = std::make_unique<Peers>(bus_, std::move(names), [this] {
    sleep_->set_available(peers_->has(kLogind));
    hooks_.peers(peers_->present());
  });
}

void Service::libraries_changed(const verify::Registry& found) {
  answers_.changed();
  libraries_->show(found.sets);
  manager_->set_library_diagnostics(found.diagnostics);
}

void Service::parameters_changed() { answers_.changed(); }

void Service::rule_advice_changed(const std::vector<Diagnostic>& advice) {
  answers_.changed();
  manager_->set_rule_advice(advice);
}

void Service::default_library_changed(const DefaultLibraryState& state) {
  answers_.changed();
  manager_->set_default_library(to_dictionary(describe(state)));
}

void Service::programs_changed(const std::vector<ProgramExport>& programs) {
  answers_.changed();
  manager_->set_programs(to_dictionaries(programs));
}

void Service::co_writers_changed(std::vector<std::string> descriptions) {
  answers_.changed();
  manager_->set_co_writers(std::move(descriptions));
}

void Service::policy_changed() {
  answers_.changed();
  manager_->policy_changed();
}

void Service::device_added(const DeviceView& view) {
  answers_.changed();
  devices_[view.device.address] = std::make_unique<DeviceObject>(bus_, *reconciler_, gate_, view);
}

void Service::device_changed(const DeviceView& view) {
  answers_.changed();
  const auto it = devices_.find(view.device.address);
  if (it != devices_.end()) it->second->update(view);
}

void Service::device_removed(const PciAddress& address) {
  answers_.changed();
  devices_.erase(address);
}

void Service::device_applied(const DeviceView& view) {
  answers_.changed();
  const auto it = devices_.find(view.device.address);
  if (it != devices_.end()) it->second->announce_applied(view);
}

void Service::settled() {
  answers_.changed();
  manager_->settled();
}

}  // namespace rmcp::bus
