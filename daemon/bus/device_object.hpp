// SPDX-License-Identifier: MIT
// io.github.rmcpd1.Device: one device on the bus, for as long as this object lives.
#pragma once
#include "daemon/bus/adaptor.hpp"
#include "daemon/bus/gate.hpp"
#include "daemon/engine/reconciler.hpp"
#include "lib/records/device_view.hpp"

#include <io.github.rmcpd1.Device_adaptor.h>

namespace rmcp::bus {

class DeviceObject final : public Adaptor<io::github::rmcpd1::Device_adaptor,
                                          sdbus::ManagedObject_adaptor, sdbus::Properties_adaptor> {
 public:
  DeviceObject(const Bus& bus, engine::Reconciler& reconciler, const Gate& gate, DeviceView view);
  ~DeviceObject();

  /// Shows a newer view; announces the properties that differ.
  void update(const DeviceView& view);
  /// Policy was applied, with this outcome; update() may have shown a newer view since.
  void announce_applied(const DeviceView& view);

 private:
  static constexpr const char* kInterface = io::github::rmcpd1::Device_adaptor::INTERFACE_NAME;

  void Plan(sdbus::Result<Dictionaries>&& result, Dictionary options) override;
  void Apply(sdbus::Result<Dictionaries>&& result, Dictionary options) override;
  void Revert(sdbus::Result<Dictionaries>&& result, Dictionary options) override;
  void Eject(sdbus::Result<>&& result, Dictionary options) override;
  void Set(sdbus::Result<Dictionaries>&& result, Dictionary settings, Dictionary options) override;
  void Unset(sdbus::Result<Dictionaries>&& result, std::vector<std::string> knobs,
             Dictionary options) override;
  void Use(sdbus::Result<Dictionaries>&& result, std::string profile, Dictionary options) override;

  std::string Address() override { return to_string(view_.device.address); }
  std::string Alias() override { return view_.device.alias; }
  std::string Name() override { return view_.device.name; }
  std::string PciId() override { return pci_id(view_.device.vendor, view_.device.device); }
  std::string SubsystemId() override {
    return pci_id(view_.device.subsystem_vendor, view_.device.subsystem_device);
  }
  std::uint8_t Revision() override { return view_.device.revision; }
  std::uint32_t Class() override { return view_.device.pci_class; }
  std::string Driver() override { return view_.device.driver; }
  std::string DriverVersion() override { return view_.device.driver_version; }
  std::string Gfx() override { return text("gfx"); }
  std::string GfxSource() override { return text("gfx_source"); }
  std::string Generation() override { return text("generation"); }
  std::string Apu() override { return tristate(view_.device.apu); }
  std::string External() override { return tristate(view_.device.external); }
  std::string BootVga() override { return tristate(view_.device.boot_vga); }
  std::string UniqueId() override { return text("unique_id"); }
  std::string Serial() override { return text("serial"); }
  std::string StableId() override { return text("stable_id"); }
  std::string Identity() override { return text("identity"); }
  bool UniqueIdentity() override { return id_as_seen(view_.device).unique(); }
  std::string RuntimeStatus() override { return text("runtime_status"); }
  std::string Card() override { return view_.device.card; }
  std::vector<std::string> RenderNodes() override { return view_.device.render_nodes; }
  Dictionaries KfdNodes() override { return to_dictionaries(view_.device.kfd_nodes); }
  std::uint64_t VramBytes() override { return view_.device.vram_bytes.value_or(0); }
  std::uint32_t ComputeUnits() override { return view_.device.compute_units.value_or(0); }
  std::string State() override { return text("state"); }
  std::string Note() override { return text("note"); }
  std::vector<std::string> Rules() override { return view_.desired.rules; }
  std::vector<std::string> Profiles() override { return view_.desired.profiles; }
  Dictionaries Settings() override;
  Dictionaries Advice() override { return to_dictionaries(view_.advice); }
  Dictionaries Overrides() override { return to_dictionaries(view_.overlay.settings); }
  std::string UsedProfile() override { return view_.overlay.profile; }
  std::string Trial() override { return text("trial"); }
  std::uint64_t TrialUntil() override { return view_.trial_until_usec; }
  std::map<std::string, std::string> Environment() override {
    return environment_of(view_.published);
  }
  Dictionary LibrarySet() override { return to_dictionary(describe_library(view_)); }
  std::map<std::string, std::string> Published() override {
    return {view_.published.begin(), view_.published.end()};
  }
  std::string LastReason() override { return text("last_reason"); }
  std::uint64_t LastApplied() override { return view_.last_applied_usec; }
  Dictionaries LastOutcomes() override { return to_dictionaries(view_.last.outcomes); }

  void request(const char* member, sdbus::Result<Dictionaries>&& result, const Options& options,
               engine::Verb verb);
  /// A text field of the view's record, so that D-Bus and JSON say the same.
  std::string text(std::string_view key) const;

  engine::Reconciler& reconciler_;
  const Gate& gate_;
  DeviceView view_;
  Record record_;
};

/// The answer to a request that could not be carried out.
sdbus::Error error_of(const engine::Failure& failure);

}  // namespace rmcp::bus
