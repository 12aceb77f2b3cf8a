// SPDX-License-Identifier: MIT
// The table. Sources of the names: LACT lact-schema (config.yaml), CoreCtrl's control names,
// rocm-smi and amd-smi --help, nvidia-smi --help, amdgpu's sysfs (drivers/gpu/drm/amd/pm).
#include "lib/toml/foreign_names.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace rmcp::toml {
namespace {

struct ForeignName {
  std::array<std::string_view, 8> names;
  std::string_view ours;
};

constexpr std::string_view kTimer =
    "a systemd timer that runs 'rmcpctl use' or 'rmcpctl apply' does that";

constexpr ForeignName kTop[] = {
    {{"service", "services", "units"}, "write [[unit]] for a service"},
    {{"schedule", "schedules", "timer", "timers", "time"}, kTimer},
    {{"version", "config_version"}, "write format = 1"},
    {{"gpu", "gpus", "card", "cards"}, "write [[rule]] with a match"},
    {{"daemon", "mode", "log_level", "settings"},
     "the settings of the daemon are in rmcpd.toml, not in policy"},
    {{"session"}, "write [sessions]"},
    {{"environment", "env"}, "write [rule.environment] below a [[rule]]"},
    {{"attribute", "overdrive", "fan", "parameter", "match"},
     "it belongs to a [[rule]], as [rule.match] or [rule.attribute]"},
    {{"amdgpu"}, "write [module.amdgpu]"},
};

constexpr ForeignName kSection[] = {
    {{"env", "environ", "variables"}, "write [rule.environment]"},
    {{"module", "modules", "parameters", "params", "amdgpu"}, "write [rule.parameter]"},
    {{"clocks_configuration", "clocks", "clock", "clk", "od", "voltage"}, "write [rule.overdrive]"},
    {{"fan_control_settings", "fan_control_enabled", "fans", "pmfw_options"}, "write [rule.fan]"},
    {{"settings", "set", "sysfs", "config", "options", "attributes"},
     "settings stand in tables by their kind: [rule.attribute], [rule.overdrive], [rule.fan], "
     "[rule.parameter], [rule.environment]"},
    {{"schedule", "time", "timer", "when"}, kTimer},
    {{"profile", "profiles", "inherit", "extends"}, "write use = [\"NAME\"]"},
    {{"devices", "card", "gpu", "cards", "gpus", "index"}, "write match = { ... }"},
    {{"enabled", "disabled"}, "leave the rule out, or mask its file"},
    {{"rocm", "rocm_version", "runtime_library", "lib"}, "write library = \"NAME\""},
    {{"priority", "order"}, "rules apply in the order of files and lines, the later wins"},
};

constexpr ForeignName kMatch[] = {
    {{"card", "index", "slot", "pci", "bus", "bdf", "pci_address", "gpu_id"},
     "a card's number changes: match address = \"0000:03:00.0\""},
    {{"gpu", "gpus"}, "match name, device, gfx or address"},
    {{"model", "product", "product_name", "marketing_name", "card_series"},
     "match name = \"*RX 6600*\""},
    {{"id", "pci_id", "device_id", "chip"}, "match device = \"0x73ff\" (PCI id) or unique_id"},
    {{"vendor_id"}, "match vendor = \"0x1002\""},
    {{"subsystem", "subsystem_id", "subvendor"}, "match subsystem_vendor and subsystem_device"},
    {{"uuid", "gpu_uuid"}, "match unique_id"},
    {{"egpu", "removable", "thunderbolt", "usb4"}, "match external = true"},
    {{"dgpu", "discrete"}, "match apu = false"},
    {{"igpu", "integrated"}, "match apu = true"},
    {{"primary", "boot"}, "match boot_vga = true"},
    {{"arch", "architecture", "family", "isa", "gfx_target"},
     "match gfx = \"gfx1032\" or generation = \"rdna2\""},
    {{"time", "when", "hour", "schedule", "battery", "ac", "power"}, kTimer},
    {{"kernel_version"}, "match kernel = \"6.12.*\""},
};

constexpr ForeignName kSetting[] = {
    {{"performance_level", "perf_level", "perflevel", "performance"},
     "write power_dpm_force_performance_level = \"high\" in [rule.attribute]"},
    {{"power_profile", "power_profile_mode", "power_profile_mode_index", "profile"},
     "write pp_power_profile_mode = \"compute\" in [rule.attribute]"},
    {{"power_limit", "powerlimit", "setpoweroverdrive", "power1_cap", "power_cap_watts",
      "socket_power", "pl"},
     "write power_cap = \"150 W\" or \"90 %\" in [rule.attribute]"},
    {{"sclk_max", "max_core_clock", "max_clock", "gpu_clock_max", "max_sclk", "core_max",
      "lock_gpu_clocks", "sclk"},
     "write core_clock_max = \"2400 MHz\" in [rule.overdrive]"},
    {{"sclk_min", "min_core_clock", "min_clock", "min_sclk", "core_min"},
     "write core_clock_min = \"500 MHz\" in [rule.overdrive]"},
    {{"mclk_max", "max_memory_clock", "max_mclk", "mem_clock_max", "memory_max", "mclk"},
     "write memory_clock_max = \"1000 MHz\" in [rule.overdrive]"},
    {{"mclk_min", "min_memory_clock", "min_mclk", "mem_clock_min"},
     "write memory_clock_min = \"500 MHz\" in [rule.overdrive]"},
    {{"undervolt", "vddgfx_offset", "vddgfx", "uv", "voltage", "max_voltage", "min_voltage",
      "undervolting"},
     "write voltage_offset = \"-50 mV\" in [rule.overdrive]"},
    {{"gpu_clock_offsets", "clock_offset", "sclk_offset"},
     "write core_clock_offset in [rule.overdrive]"},
    {{"gpu_vf_curve", "mem_vf_curve", "vf_curve", "vddc_curve"},
     "write voltage_curve in [rule.overdrive]"},
    {{"pp_od_clk_voltage", "od_clk_voltage"},
     "its parts are settings of [rule.overdrive]: core_clock_max, voltage_offset ..."},
    {{"pwm", "pwm1", "static_speed", "fan_speed", "setfan", "fan_target", "fan1_target"},
     "write speed = \"40 %\" in [rule.fan]"},
    {{"mode", "pwm1_enable", "fan_control", "fan_mode", "fan_control_enabled", "resetfans"},
     "write speed = \"auto\" in [rule.fan], or a speed, or a curve"},
    {{"fan_curve", "temperature_curve"}, "write curve in [rule.fan]"},
    {{"target_temp"}, "write target_temperature = \"80 C\" in [rule.fan]"},
    {{"zero_rpm_threshold"}, "write zero_rpm_stop_temperature in [rule.fan]"},
    {{"power_control", "control", "runtime_power_management", "runpm"},
     "write runtime_pm = \"on\" or \"auto\" in [rule.attribute]"},
};

constexpr ForeignName kParameter[] = {
    {{"overdrive", "overdrive_enable"}, "write ppfeaturemask = { add = [\"overdrive\"] }"},
    {{"amdgpu"}, "the parameters themselves stand there: ppfeaturemask = ..."},
    {{"on_drift", "match"}, "a [[rule]] has it, and the parameter in [rule.parameter]"},
};

std::span<const ForeignName> names_in(NamePlace place) {
  switch (place) {
    case NamePlace::top:
      return kTop;
    case NamePlace::section:
      return kSection;
    case NamePlace::match:
      return kMatch;
    case NamePlace::setting:
      return kSetting;
    case NamePlace::parameter:
      return kParameter;
  }
  return {};
}

}  // namespace

std::string foreign_hint(NamePlace place, std::string_view name) {
  auto word = lower(name);
  std::replace(word.begin(), word.end(), '-', '_');
  for (const auto& row : names_in(place))
    if (std::find(row.names.begin(), row.names.end(), word) != row.names.end())
      return fmt::format("; {}", row.ours);
  return {};
}

}  // namespace rmcp::toml
