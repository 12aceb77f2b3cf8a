// SPDX-License-Identifier: MIT
// The ways, each with the first reason against it.
#include "lib/module/parameter_ways.hpp"

#include "lib/module/module_plan.hpp"

namespace rmcp {
namespace {

bool is_probe_only(const ModuleParameter& p, const WayFacts& facts) {
  return is_read_at_probe_only(p, facts.gfx, facts.kernel);
}

/// Why no card can have its own value, as far as the driver is concerned.
std::string shared_because(const ModuleParameter& p, const WayFacts& facts) {
  if (p.read_at == ReadAt::load) return "read once for all cards, when amdgpu is loaded";
  if (p.read_at == ReadAt::runtime) return "read at run time, when all cards have the same value";
  if (!facts.gfx) return "the generation of the card is not known";
  return is_probe_only(p, facts) ? "" : "read again after the probe, or that is not known";
}

ParameterWay way(std::string name, std::string why_not, std::string takes) {
  const bool possible = why_not.empty();
  return {std::move(name), possible, possible ? std::move(takes) : std::move(why_not)};
}

ParameterWay run_time(const ModuleParameter& p, const WayFacts& facts) {
  std::string why_not;
  if (p.read_at != ReadAt::runtime)
    why_not = "not read at run time";
  else if (!writable_on(p, facts.kernel))
    why_not = "its file in sysfs is read-only";
  return way("run time", std::move(why_not), "for all cards, at once");
}

ParameterWay global_option(const ModuleParameter& p, const WayFacts& facts) {
  const bool at_once = run_time(p, facts).possible;
  return way("global option", at_once ? "not needed: written at run time" : "",
             "for all cards, after a reboot");
}

ParameterWay module(const ModuleParameter& p, const WayFacts& facts) {
  auto why_not = shared_because(p, facts);
  if (why_not.empty() && !facts.probe_unused.empty())
    why_not = "rmcp_devparam: " + facts.probe_unused;
  return way("module", std::move(why_not),
             "for this card, when it is plugged in, rebound, or after a reboot");
}

ParameterWay rebind(const ModuleParameter& p, const WayFacts& facts) {
  auto why_not = shared_because(p, facts);
  const bool needs_file = !facts.probe_unused.empty();
  if (why_not.empty() && needs_file && !writable_on(p, facts.kernel))
    why_not = "its file in sysfs is read-only, and rmcp_devparam is not in use";
  return way("rebind", std::move(why_not), "for this card, until it is bound again");
}

}  // namespace

std::string when_read(const ModuleParameter& p, const WayFacts& facts) {
  if (p.read_at == ReadAt::runtime) return "at run time";
  if (p.read_at == ReadAt::load) return "when amdgpu is loaded";
  if (!facts.gfx || !p.probe_only) return "while it probes the card; later too: not known";
  return is_probe_only(p, facts) ? "while it probes the card, never later"
                                 : "while it probes the card, and later";
}

std::vector<ParameterWay> parameter_ways(const ModuleParameter& p, const WayFacts& facts) {
  if (presence(p, facts.kernel) == Presence::no) return {};
  return {run_time(p, facts), global_option(p, facts), module(p, facts), rebind(p, facts)};
}

std::string generation_name(const GfxTarget& gfx) {
  for (const auto& [generation, name] : kGcNames)
    if (generation == gc_generation(gfx)) return std::string(name);
  return {};
}

}  // namespace rmcp
