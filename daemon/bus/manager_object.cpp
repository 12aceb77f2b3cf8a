// SPDX-License-Identifier: MIT
// Lists the devices, reloads, and passes requests on to several devices at once.
#include "daemon/bus/manager_object.hpp"

#include "daemon/bus/bounds.hpp"
#include "daemon/bus/chosen.hpp"
#include "daemon/bus/device_object.hpp"
#include "daemon/version.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::bus {
namespace {

/// Collects the answers of several devices and replies once the last one has arrived.
class Collector {
 public:
  Collector(std::shared_ptr<sdbus::Result<Reports>> result, std::size_t expected)
      : result_(std::move(result)), expected_(expected) {
    reply_when_complete();
  }

  void accept(const PciAddress& address, const engine::Answer& answer) {
    auto& outcomes = reports_[to_string(address)];
    outcomes = to_dictionaries(answer.report.outcomes);
    if (answer.failure) outcomes = {error_outcome(answer.failure.text)};
    --expected_;
    reply_when_complete();
  }

 private:
  /// A device that refuses the request does not invalidate the answers of the others.
  static Dictionary error_outcome(const std::string& error) {
    Outcome outcome;
    outcome.result = Result::failed;
    outcome.reason = error;
    return to_dictionary(describe(outcome));
  }

  void reply_when_complete() {
    if (expected_ == 0) result_->returnResults(reports_);
  }

  std::shared_ptr<sdbus::Result<Reports>> result_;
  std::size_t expected_;
  Reports reports_;
};

std::vector<Profile> profiles_of(const Policy& policy) {
  std::vector<Profile> out;
  for (const auto& [name, profile] : policy.profiles) out.push_back(profile);
  return out;
}

/// The fields of a record as a struct with as many members.
template <class... Fields>
void fill(sdbus::Struct<Fields...>& row, const Record& record) {
  row = [&]<std::size_t... i>(std::index_sequence<i...>) {
    return sdbus::Struct<Fields...>{std::get<Fields>(record[i].second)...};
  }
  (std::index_sequence_for<Fields...>());
}

std::string lines(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const auto& d : diagnostics) {
    if (d.severity == Severity::error) out += (out.empty() ? "" : "\n") + to_string(d);
  }
  return out;
}

}  // namespace

ManagerObject::ManagerObject(const Bus& bus, engine::Reconciler& reconciler,
                             const engine::PolicyKeeper& keeper, const Gate& gate,
                             ReloadPolicy reload)
    : Adaptor(bus, sdbus::ObjectPath{kManagerPath}),
      reconciler_(reconciler),
      keeper_(keeper),
      gate_(gate),
      reload_(std::move(reload)) {
  registerAdaptor();
}

ManagerObject::~ManagerObject() { unregisterAdaptor(); }

void ManagerObject::policy_changed() {
  emitPropertiesChangedSignal(InterfaceName{kInterface},
                              {PropertyName{"PolicyState"}, PropertyName{"PolicyDiagnostics"},
                               PropertyName{"PolicyFiles"}});
}

void ManagerObject::settled() {
  emitPropertiesChangedSignal(InterfaceName{kInterface}, {PropertyName{"Settling"}});
}

void ManagerObject::set_co_writers(std::vector<std::string> descriptions) {
  if (descriptions == co_writers_) return;
  co_writers_ = std::move(descriptions);
  emitPropertiesChangedSignal(InterfaceName{kInterface}, {PropertyName{"CoWriters"}});
}

void ManagerObject::set_default_library(Dictionary state) {
  default_library_ = std::move(state);
  emitPropertiesChangedSignal(InterfaceName{kInterface}, {PropertyName{"DefaultLibrary"}});
}

void ManagerObject::set_programs(Dictionaries programs) {
  programs_ = std::move(programs);
  emitPropertiesChangedSignal(InterfaceName{kInterface}, {PropertyName{"Programs"}});
}

void ManagerObject::set_library_diagnostics(const std::vector<Diagnostic>& diagnostics) {
  auto complaints = complaints_of(diagnostics);
  if (complaints == library_complaints_) return;
  library_complaints_ = std::move(complaints);
  emitPropertiesChangedSignal(InterfaceName{kInterface}, {PropertyName{"LibraryDiagnostics"}});
}

void ManagerObject::set_rule_advice(const std::vector<Diagnostic>& advice) {
  rule_advice_ = complaints_of(advice);
  emitPropertiesChangedSignal(InterfaceName{kInterface}, {PropertyName{"RuleAdvice"}});
}

// --- methods ---

std::vector<ManagerObject::Row> ManagerObject::List() {
  gate_.require_free(kInterface, "List");
  std::vector<Row> rows;
  for (const auto* view : reconciler_.views()) fill(rows.emplace_back(), row_of(*view));
  return rows;
}

sdbus::ObjectPath ManagerObject::FindDevice(const std::string& pattern) {
  gate_.require_free(kInterface, "FindDevice");
  const auto found = find_device(reconciler_.views(), pattern);
  if (!found) throw make_error(found.error());
  return sdbus::ObjectPath{std::string(kDevicePath) + object_name(*found)};
}

Dictionaries ManagerObject::ListKnown() {
  gate_.require_free(kInterface, "ListKnown");
  return to_dictionaries(reconciler_.known());
}

Dictionaries ManagerObject::ListKnobs() {
  gate_.require_free(kInterface, "ListKnobs");
  return to_dictionaries(knobs());
}

std::tuple<Dictionaries, Dictionary> ManagerObject::ListParameters() {
  gate_.require_free(kInterface, "ListParameters");
  const auto module = reconciler_.module_state();
  if (!module) return {};
  return {to_dictionaries(module->rows), to_dictionary(describe(*module))};
}

bool ManagerObject::OverdriveTaints() {
  const auto module = reconciler_.module_state();
  return module && module->overdrive_taints;
}

Dictionaries ManagerObject::ListLibraries() {
  gate_.require_free(kInterface, "ListLibraries");
  const auto sets = reconciler_.library_sets();
  return sets ? to_dictionaries(*sets) : Dictionaries();
}

Dictionaries ManagerObject::ListProfiles() {
  gate_.require_free(kInterface, "ListProfiles");
  return to_dictionaries(profiles_of(*keeper_.policy()));
}

void ManagerObject::Reload(sdbus::Result<>&& result, Dictionary options) {
  const auto checked = read_options(options, Accepts::common);
  gate_.pass(
      kInterface, "Reload", sender_of(getObject()), checked, std::move(result),
      [this](const std::shared_ptr<sdbus::Result<>>& waiting) {
        reload_([this, waiting](bool good) {
          if (good) return waiting->returnResults();
          waiting->returnError(make_error({Code::policy_invalid, lines(keeper_.diagnostics())}));
        });
      });
}

void ManagerObject::Apply(sdbus::Result<Reports>&& result, std::vector<sdbus::ObjectPath> devices,
                          Dictionary options) {
  const auto checked = read_options(options, Accepts::revert_after);
  if (keeper_.state() == engine::PolicyState::invalid)
    throw make_error({Code::policy_invalid, lines(keeper_.diagnostics())});
  request_all("Apply", std::move(result), addresses(devices), checked,
              engine::Apply{checked.revert_after});
}

void ManagerObject::Confirm(sdbus::Result<Reports>&& result, std::vector<sdbus::ObjectPath> devices,
                            Dictionary options) {
  const auto checked = read_options(options, Accepts::common);
  auto chosen = addresses(devices);
  if (devices.empty()) {
    std::erase_if(chosen, [this](const PciAddress& address) {
      return reconciler_.find(address)->trial == TrialPhase::none;
    });
    if (chosen.empty()) throw make_error({Code::failed, "nothing waits for a confirmation"});
  }
  request_all("Confirm", std::move(result), chosen, checked, engine::Confirm{});
}

void ManagerObject::Revert(sdbus::Result<Reports>&& result, std::vector<sdbus::ObjectPath> devices,
                           Dictionary options) {
  const auto checked = read_options(options, Accepts::keep);
  request_all("Revert", std::move(result), addresses(devices), checked,
              engine::Revert{checked.keep});
}

void ManagerObject::request_all(const char* member, sdbus::Result<Reports>&& result,
                                const std::vector<PciAddress>& chosen, const Options& options,
                                engine::Verb verb) {
  std::vector<Chosen> devices;
  for (const auto& address : chosen) devices.emplace_back(*reconciler_.find(address));
  gate_.pass(
      kInterface, member, sender_of(getObject()), options, std::move(result),
      [this, devices = std::move(devices), verb = std::move(verb)](auto waiting) {
        const auto collector = std::make_shared<Collector>(std::move(waiting), devices.size());
        for (const auto& device : devices) {
          device.request(reconciler_, verb,
                         [collector, address = device.address()](const engine::Answer& answer) {
                           collector->accept(address, answer);
                         });
        }
      });
}

/// The devices at these paths, each once; without paths, all managed ones.
std::vector<PciAddress> ManagerObject::addresses(
    const std::vector<sdbus::ObjectPath>& paths) const {
  std::vector<PciAddress> out;
  for (const auto* view : reconciler_.views()) {
    const auto path = std::string(kDevicePath) + object_name(view->device.address);
    const bool named = std::find(paths.begin(), paths.end(), path) != paths.end();
    if (named || (paths.empty() && view->device.managed())) out.push_back(view->device.address);
  }
  for (const auto& path : paths) {
    const bool known = std::any_of(out.begin(), out.end(), [&path](const PciAddress& address) {
      return path == std::string(kDevicePath) + object_name(address);
    });
    if (!known)
      throw make_error({Code::no_such_device, fmt::format("no device at {}", excerpt(path))});
  }
  return out;
}

// --- properties ---

std::string ManagerObject::Version() { return kVersion; }

std::string ManagerObject::Mode() { return std::string(to_string(reconciler_.mode())); }

std::string ManagerObject::PolicyState() { return std::string(to_string(keeper_.state())); }

std::vector<ManagerObject::Complaint> ManagerObject::PolicyDiagnostics() {
  return complaints_of(keeper_.diagnostics());
}

std::vector<sdbus::Struct<std::string, std::uint64_t>> ManagerObject::PolicyFiles() {
  std::vector<sdbus::Struct<std::string, std::uint64_t>> out;
  for (const auto& stamp : keeper_.stamps()) out.emplace_back(stamp.path, stamp.modified_usec);
  return out;
}

std::vector<ManagerObject::Complaint> ManagerObject::complaints_of(
    const std::vector<Diagnostic>& diagnostics) {
  std::vector<Complaint> out;
  for (const auto& d : diagnostics) {
    out.emplace_back(std::string(to_string(d.severity)), d.origin.file, d.origin.line,
                     d.origin.column, d.message);
  }
  return out;
}

}  // namespace rmcp::bus
