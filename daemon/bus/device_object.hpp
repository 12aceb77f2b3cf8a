// SPDX-License-Identifier: MIT
// io.github.rmcpd1.Device: one device on the bus, for the lifetime of this object.
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

  /// Takes over a newer view and announces the properties that differ.
  void update(const DeviceView& view);
  /// Policy was applied, with this outcome; update() may have brought a newer view since.
  void announce_applied(const DeviceView& view);

 private:
  static constexpr const char* kInterface = io::github::rmcpd1::Device_adaptor::INTERFACE_NAME;
  using Texts = std::vector<std::string>;
  using Map = std::map<std::string, std::string>;

  void Plan(sdbus::Result<Dictionaries>&& result, Dictionary options) override;
  void Get(sdbus::Result<Dictionaries>&& result, std::vector<std::string> knobs,
           Dictionary options) override;
  void Apply(sdbus::Result<Dictionaries>&& result, Dictionary options) override;
  void Revert(sdbus::Result<Dictionaries>&& result, Dictionary options) override;
  void Eject(sdbus::Result<>&& result, Dictionary options) override;
  void Rebind(sdbus::Result<Map, Texts>&& result, Dictionary options) override;
  void Set(sdbus::Result<Dictionaries>&& result, Dictionary settings, Dictionary options) override;
  void Unset(sdbus::Result<Dictionaries>&& result, std::vector<std::string> knobs,
             Dictionary options) override;
  void Use(sdbus::Result<Dictionaries>&& result, std::string profile, Dictionary options) override;

  // The properties, all taken from the record, as the JSON is.
  std::string Address() override { return text("address"); }
  std::string Alias() override { return text("alias"); }
  std::string Name() override { return text("name"); }
  std::string PciId() override { return text("pci_id"); }
  std::string SubsystemId() override { return text("subsystem_id"); }
  std::uint8_t Revision() override { return static_cast<std::uint8_t>(number("revision")); }
  std::uint32_t Class() override { return static_cast<std::uint32_t>(number("class")); }
  std::string Driver() override { return text("driver"); }
  std::string DriverVersion() override { return text("driver_version"); }
  std::string Gfx() override { return text("gfx"); }
  std::string GfxSource() override { return text("gfx_source"); }
  std::string Generation() override { return text("generation"); }
  std::string Apu() override { return text("apu"); }
  std::string External() override { return text("external"); }
  std::string BootVga() override { return text("boot_vga"); }
  std::string UniqueId() override { return text("unique_id"); }
  std::string Serial() override { return text("serial"); }
  std::string StableId() override { return text("stable_id"); }
  std::string Identity() override { return text("identity"); }
  bool UniqueIdentity() override { return get<bool>(record_, "unique_identity"); }
  std::string RuntimeStatus() override { return text("runtime_status"); }
  std::string Card() override { return text("card"); }
  Texts RenderNodes() override { return get<Texts>(record_, "render_nodes"); }
  Dictionaries KfdNodes() override { return records("kfd_nodes"); }
  std::uint64_t VramBytes() override { return number("vram_bytes"); }
  std::uint32_t ComputeUnits() override {
    return static_cast<std::uint32_t>(number("compute_units"));
  }
  std::string State() override { return text("state"); }
  std::string Note() override { return text("note"); }
  Texts Rules() override { return get<Texts>(record_, "rules"); }
  Texts Profiles() override { return get<Texts>(record_, "profiles"); }
  Dictionaries Settings() override { return records("settings"); }
  Dictionaries Overrides() override { return records("overrides"); }
  std::string UsedProfile() override { return text("used_profile"); }
  bool UsedProfileKept() override { return get<bool>(record_, "used_profile_kept"); }
  std::string Trial() override { return text("trial"); }
  std::uint64_t TrialUntil() override { return number("trial_until"); }
  Dictionaries Advice() override { return records("advice"); }
  Map Environment() override { return get<Map>(record_, "environment"); }
  Map Published() override { return get<Map>(record_, "published"); }
  Dictionary LibrarySet() override { return to_dictionary(get<Record>(record_, "library_set")); }
  std::string LastReason() override { return text("last_reason"); }
  std::uint64_t LastApplied() override { return number("last_applied"); }
  Dictionaries LastOutcomes() override { return records("last_outcomes"); }

  void request(const char* member, sdbus::Result<Dictionaries>&& result, const Options& options,
               engine::Verb verb);

  [[nodiscard]] std::string text(std::string_view key) const {
    return get<std::string>(record_, key);
  }
  [[nodiscard]] std::uint64_t number(std::string_view key) const {
    return get<std::uint64_t>(record_, key);
  }
  [[nodiscard]] Dictionaries records(std::string_view key) const {
    return to_dictionaries(get<std::vector<Record>>(record_, key));
  }

  engine::Reconciler& reconciler_;
  const Gate& gate_;
  DeviceView view_;
  Record record_;
};

}  // namespace rmcp::bus
