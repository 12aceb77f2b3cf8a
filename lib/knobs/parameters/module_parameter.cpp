// SPDX-License-Identifier: MIT
// Finds a parameter, and what the table knows about the running kernel.
#include "lib/knobs/parameters/module_parameter.hpp"

#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/parameters/rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace rmcp {
namespace {

std::vector<ModuleParameter> joined() {
  std::vector<ModuleParameter> all;
  for (const auto rows :
       {display_parameters(), memory_parameters(), power_parameters(), queues_parameters()})
    all.insert(all.end(), rows.begin(), rows.end());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.knob < b.knob; });
  return all;
}

/// The kernels that the table was read from.
constexpr std::array kKernels{k6_1, k6_8, k6_12, k7_2};

/// The value of a column that changes once: the old one, the new one, or unknown between the last
/// kernel seen with the old and the first seen with the new one.
template <class T>
std::optional<T> before_or_after(KernelVersion kernel, KernelVersion changed_since, T before,
                                 T after) {
  if (changed_since == KernelVersion{}) return before;
  if (kernel >= changed_since) return after;
  const auto* changed = std::find(kKernels.begin(), kKernels.end(), changed_since);
  const bool seen_before = changed != kKernels.begin() && kernel <= *(changed - 1);
  return seen_before ? std::optional(before) : std::nullopt;
}

const Codec& codec_of(const ModuleParameter& parameter) {
  switch (parameter.type) {
    case ParameterType::integer:
      return kParameterIntegerCodec;
    case ParameterType::boolean:
      return kParameterBooleanCodec;
    case ParameterType::text:
      return kParameterTextCodec;
    case ParameterType::mask:
      return kParameterMaskCodec;
  }
  return kParameterIntegerCodec;
}

Risk risk_of_parameter(const Knob& knob, const Value& value, const Reading&) {
  return parameter_risk(module_parameter_of(knob), value);
}

/// A parameter that can be written at run time acts at once; any other needs a new probe, for which
/// a reboot is the reliable way.
Knob to_knob(const ModuleParameter& p) {
  const bool immediate = p.read_at == ReadAt::runtime && writable_on(p, k7_2);
  return {.name = p.knob,
          .kind = KnobKind::parameter,
          .scope = Scope::module,
          .codec = &codec_of(p),
          .min = p.type == ParameterType::integer ? p.min : 0,
          .max = p.type == ParameterType::integer ? p.max : 0,
          .read_at = p.read_at,
          .activation = immediate ? Activation::immediate : Activation::reboot,
          .risk = risk_of_parameter,
          .read_wakes = false,
          .present_on = "every card that amdgpu drives, at once",
          .doc = p.doc,
          .source = p.source};
}

}  // namespace

std::string_view to_string(ParameterType type) {
  constexpr std::array<std::string_view, 4> names{"integer", "boolean", "text", "mask"};
  return names.at(static_cast<std::size_t>(type));
}

std::optional<KernelVersion> parse_kernel_version(std::string_view release) {
  KernelVersion version;
  const auto* end = release.data() + release.size();
  const auto [dot, bad_major] = std::from_chars(release.data(), end, version.major);
  if (bad_major != std::errc{} || dot == end || *dot != '.') return std::nullopt;
  const auto [rest, bad_minor] = std::from_chars(dot + 1, end, version.minor);
  if (bad_minor != std::errc{}) return std::nullopt;
  return version;
}

std::span<const ModuleParameter> module_parameters() {
  static const auto all = joined();
  return all;
}

const ModuleParameter* find_module_parameter(std::string_view name) {
  const auto all = module_parameters();
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const ModuleParameter& p) { return p.name() == name; });
  return it == all.end() ? nullptr : &*it;
}

const ModuleParameter& module_parameter_of(const Knob& knob) {
  return *find_module_parameter(knob.name.substr(kParameterPrefix.size()));
}

std::span<const Knob> parameter_knobs() {
  static const auto knobs = [] {
    std::vector<Knob> out;
    for (const auto& parameter : module_parameters()) out.push_back(to_knob(parameter));
    return out;
  }();
  return knobs;
}

Presence presence(const ModuleParameter& p, std::optional<KernelVersion> kernel) {
  if (!kernel) return Presence::unknown;
  if (*kernel >= p.first && *kernel <= p.last) return Presence::yes;
  if (*kernel > p.last && p.last == kKernels.back()) return Presence::yes;
  const auto* edge =
      std::find(kKernels.begin(), kKernels.end(), *kernel < p.first ? p.first : p.last);
  if (*kernel < p.first && (edge == kKernels.begin() || *kernel > *(edge - 1)))
    return Presence::unknown;
  if (*kernel > p.last && *kernel < *(edge + 1)) return Presence::unknown;
  return Presence::no;
}

std::optional<std::string_view> default_on(const ModuleParameter& p,
                                           std::optional<KernelVersion> kernel) {
  if (p.new_normal.empty()) return p.normal;
  if (!kernel) return std::nullopt;
  return before_or_after(*kernel, p.new_normal_since, p.normal, p.new_normal);
}

bool writable_on(const ModuleParameter& p, std::optional<KernelVersion> kernel) {
  constexpr unsigned kOwnerWrites = 0200;
  auto mode = p.mode;
  if (p.new_mode != 0 && kernel && *kernel >= p.new_mode_since) mode = p.new_mode;
  return (mode & kOwnerWrites) != 0;
}

GcGenerations probe_only_on(const ModuleParameter& p, std::optional<KernelVersion> kernel) {
  if (presence(p, kernel) != Presence::yes) return kNoGc;
  const auto always = p.probe_only.value_or(kNoGc);
  return before_or_after(*kernel, p.new_probe_only_since, always, p.new_probe_only)
      .value_or(always);
}

}  // namespace rmcp
