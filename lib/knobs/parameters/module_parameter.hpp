// SPDX-License-Identifier: MIT
// A parameter of the amdgpu module on each kernel. All rows together are the table that parameter.*
// knobs, the policy reader and `rmcpctl kernel` share.
#pragma once
#include "lib/knobs/knob.hpp"
#include "lib/knobs/parameters/gc_generation.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmcp {

/// Major and minor number of a kernel. The table was read from four kernels; a value is unknown
/// between two that differ.
struct KernelVersion {
  int major = 0;
  int minor = 0;
  auto operator<=>(const KernelVersion&) const = default;
};

inline constexpr KernelVersion k6_1{6, 1}, k6_8{6, 8}, k6_12{6, 12}, k7_2{7, 2};

/// `6.12.95-amd64` is 6.12; nothing for text that does not begin like that.
std::optional<KernelVersion> parse_kernel_version(std::string_view release);

enum class ParameterType { integer, boolean, text, mask };
std::string_view to_string(ParameterType);

struct MaskBit {
  std::string_view name;
  std::uint64_t bit;
};

struct ModuleParameter {
  std::string_view knob;  // "parameter.noretry"
  ParameterType type = ParameterType::integer;
  std::int64_t min = 0, max = 1;               // of integers
  std::optional<std::int64_t> automatic = {};  // one more integer: the driver decides
  // The kernel parses it with kstrtouint, which accepts no minus sign: on all kernels, or before
  // one.
  bool is_unsigned = false;
  KernelVersion unsigned_before = {};
  std::span<const MaskBit> bits = {};  // of a mask that may be given by names
  bool power_of_two = false;           // the driver rounds others up
  std::string_view charset = {};       // of text, besides letters and digits
  std::string_view normal = "-1";      // the default as sysfs shows it
  std::string_view new_normal = {};    // and since a later kernel
  KernelVersion new_normal_since = {};
  unsigned mode = 0444;   // of the file in sysfs
  unsigned new_mode = 0;  // and since a later kernel, 0: the same
  KernelVersion new_mode_since = {};
  ReadAt read_at = ReadAt::probe;  // when the driver reads it
  // Of parameters read at probe: the generations on which nothing reads them later, which is the
  // condition for a value of one card alone (kernel-patch/EVIDENCE.md, section 8); and since a
  // later kernel.
  std::optional<GcGenerations> probe_only = {};
  GcGenerations new_probe_only = kNoGc;
  KernelVersion new_probe_only_since = {};
  KernelVersion first = k6_1;    // of the kernels read: the first that has it
  KernelVersion last = k7_2;     // and the last
  Risk risk = Risk::safe;        // of any value but the default
  std::string_view doc = {};     // its meaning
  std::string_view trap = {};    // a surprise for those who set it
  std::string_view source = {};  // the kernel function that reads it

  /// `noretry`: the kernel's name.
  [[nodiscard]] constexpr std::string_view name() const { return knob.substr(knob.find('.') + 1); }
};

/// All rows, sorted by name.
std::span<const ModuleParameter> module_parameters();

/// The row of `noretry`, or null.
const ModuleParameter* find_module_parameter(std::string_view name);
/// The prefix of the names of such knobs.
inline constexpr std::string_view kParameterPrefix = "parameter.";
/// The row behind a knob of the kind `parameter`.
const ModuleParameter& module_parameter_of(const Knob& knob);

/// The rows as knobs: one for each.
std::span<const Knob> parameter_knobs();

enum class Presence { no, yes, unknown };
/// Whether a kernel's amdgpu has the parameter, by the table.
Presence presence(const ModuleParameter& parameter, std::optional<KernelVersion> kernel);

/// The default on that kernel; nothing if the kernels around it differ.
std::optional<std::string_view> default_on(const ModuleParameter& parameter,
                                           std::optional<KernelVersion> kernel);

/// True if sysfs accepts a write on that kernel, as far as the table knows.
bool writable_on(const ModuleParameter& parameter, std::optional<KernelVersion> kernel);

/// The generations on which the driver reads the parameter while it probes a card and never later,
/// on that kernel. None if the table does not know.
GcGenerations probe_only_on(const ModuleParameter& parameter, std::optional<KernelVersion> kernel);

/// The value in the kernel's words, for sysfs and for `options amdgpu NAME=`. A mask given as a
/// change starts from the default of that kernel.
Expected<std::string> parameter_text(const ModuleParameter& parameter, const Value& value,
                                     std::optional<KernelVersion> kernel);

/// True if the text in sysfs means the same value as `wanted`, made by parameter_text: `Y` is 1,
/// 0xff is 255, 4294967295 is -1. Accounts for the driver's changes to its own copy.
bool shows_value(const ModuleParameter& parameter, std::string_view shown, std::string_view wanted,
                 std::optional<KernelVersion> kernel);

/// True if the text, in sysfs or from elsewhere in the kernel's words, gives policy what it asks
/// for: of a change to a mask the added bits are set and the removed ones clear, whatever the
/// others are; else as shows_value(). `text` is that of parameter_text.
bool is_met(const ModuleParameter& parameter, std::string_view shown, const Value& wanted,
            std::string_view text, std::optional<KernelVersion> kernel);

/// Whether a value needs a confirmation before it is stored unattended.
Risk parameter_risk(const ModuleParameter& parameter, const Value& value);

}  // namespace rmcp
