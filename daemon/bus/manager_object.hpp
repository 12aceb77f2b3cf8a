// SPDX-License-Identifier: MIT
// io.github.rmcpd1.Manager: the daemon as a whole on the bus.
#pragma once
#include "daemon/bus/adaptor.hpp"
#include "daemon/bus/gate.hpp"
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/engine/reconciler.hpp"

#include <functional>
#include <io.github.rmcpd1.Manager_adaptor.h>

namespace rmcp::bus {

/// Reports of several devices by PCI address: a{saa{sv}}.
using Reports = std::map<std::string, Dictionaries>;

class ManagerObject final
    : public Adaptor<io::github::rmcpd1::Manager_adaptor, sdbus::Properties_adaptor> {
 public:
  /// Reads the policy again; the callback is told at the end whether it is valid.
  using ReloadPolicy = std::function<void(std::function<void(bool good)> done)>;

  ManagerObject(const Bus& bus, engine::Reconciler& reconciler, const engine::PolicyKeeper& keeper,
                const Gate& gate, ReloadPolicy reload);
  ~ManagerObject();

  void policy_changed();
  void settled();
  void set_co_writers(std::vector<std::string> descriptions);
  void set_default_library(Dictionary state);
  void set_programs(Dictionaries programs);
  void set_library_diagnostics(const std::vector<Diagnostic>& diagnostics);
  void set_rule_advice(const std::vector<Diagnostic>& advice);

 private:
  static constexpr const char* kInterface = io::github::rmcpd1::Manager_adaptor::INTERFACE_NAME;
  using Row = sdbus::Struct<std::string, std::string, std::string, std::string, std::string,
                            std::string, std::string, std::string, std::string, std::uint64_t>;
  using Complaint =
      sdbus::Struct<std::string, std::string, std::uint32_t, std::uint32_t, std::string>;

  std::vector<Row> List() override;
  sdbus::ObjectPath FindDevice(const std::string& pattern) override;
  Dictionaries ListKnown() override;
  Dictionaries ListKnobs() override;
  std::tuple<Dictionaries, Dictionary> ListParameters() override;
  Dictionaries ListLibraries() override;
  Dictionaries ListProfiles() override;
  void Reload(sdbus::Result<>&& result, Dictionary options) override;
  void Apply(sdbus::Result<Reports>&& result, std::vector<sdbus::ObjectPath> devices,
             Dictionary options) override;
  void Revert(sdbus::Result<Reports>&& result, std::vector<sdbus::ObjectPath> devices,
              Dictionary options) override;

  void Confirm(sdbus::Result<Reports>&& result, std::vector<sdbus::ObjectPath> devices,
               Dictionary options) override;

  std::string Version() override;
  std::string Mode() override;
  std::string PolicyState() override;
  std::vector<Complaint> PolicyDiagnostics() override;
  std::vector<sdbus::Struct<std::string, std::uint64_t>> PolicyFiles() override;
  static std::vector<Complaint> complaints_of(const std::vector<Diagnostic>& diagnostics);
  std::vector<std::string> CoWriters() override { return co_writers_; }
  bool OverdriveTaints() override;
  Dictionary DefaultLibrary() override { return default_library_; }
  Dictionaries Programs() override { return programs_; }
  std::vector<Complaint> LibraryDiagnostics() override { return library_complaints_; }
  std::vector<Complaint> RuleAdvice() override { return rule_advice_; }
  bool Settling() override { return reconciler_.settling(); }

  void request_all(const char* member, sdbus::Result<Reports>&& result,
                   const std::vector<PciAddress>& chosen, const Options& options,
                   engine::Verb verb);
  [[nodiscard]] std::vector<PciAddress> addresses(
      const std::vector<sdbus::ObjectPath>& paths) const;

  engine::Reconciler& reconciler_;
  const engine::PolicyKeeper& keeper_;
  const Gate& gate_;
  ReloadPolicy reload_;
  std::vector<std::string> co_writers_;
  std::vector<Complaint> library_complaints_, rule_advice_;
  Dictionary default_library_;  // empty until the sets have been verified
  Dictionaries programs_;
};

}  // namespace rmcp::bus
