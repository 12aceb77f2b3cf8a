// SPDX-License-Identifier: MIT
// Chooses cards, libraries and variables; reports conflicts between cards.
#include "lib/start/process_environment.hpp"

#include "lib/gpu/gfx_override.hpp"
#include "lib/start/default_devices.hpp"
#include "lib/start/device_selection.hpp"
#include "lib/start/gfx_start.hpp"
#include "lib/start/runtime_start.hpp"
#include "lib/text/path_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {
namespace {

using Variables = std::map<std::string, std::string>;

// Each part returns false if the devices cannot be used like this; `out` then has the hindrance.

bool check_devices(const ProcessRequest& request, ProcessEnvironment& out) {
  if (request.devices.empty())
    return out.fail(Obstacle::no_device, "no device to start a program on");
  for (const auto& device : request.devices) {
    if (const auto why = why_not_computing(device)) return out.fail(device, why);
    if (!device.library_problem.empty())
      return out.fail(device, {Obstacle::library_refused, device.library_problem});
  }
  return true;
}

// --- libraries ---

std::string set_name(const ProcessDevice& device) {
  return device.set ? device.set->name : std::string();
}

std::string library_words(const ProcessDevice& device) {
  return device.set ? fmt::format("library set {}", device.set->name) : "no library set";
}

bool add_library(const ProcessRequest& request, ProcessEnvironment& out) {
  const auto& first = request.devices.front();
  for (const auto& device : request.devices) {
    if (set_name(device) != set_name(first))
      return out.fail(Obstacle::libraries_differ,
                      fmt::format("{} gets {}, {} gets {}; a process has one ROCm", first.label,
                                  library_words(first), device.label, library_words(device)));
  }
  if (!first.set) return true;
  if (auto why = why_not_searched(*first.set); !why.empty())
    return out.fail(first, {Obstacle::links_missing, std::move(why)});
  const auto inherited = request.inherited.find("LD_LIBRARY_PATH");
  out.put("LD_LIBRARY_PATH",
          put_before(search_folders(*first.set),
                     inherited == request.inherited.end() ? "" : inherited->second),
          library_words(first));
  for (const auto& [name, value] : first.set->environment)
    out.put(name, value, library_words(first));
  return true;
}

// --- variables ---

/// Why a variable of policy is not given to the program; empty: it is.
std::string why_left_out(const std::string& name) {
  if (selects_devices(name))
    return "is ignored: the chosen devices are the cards that the program sees";
  if (numbered_override(name))
    return "is left out: node numbers change when a card comes or goes; use compute.gfx_override";
  return {};
}

std::string words(const Variables& variables, const std::string& name) {
  const auto it = variables.find(name);
  return it == variables.end() ? "none" : fmt::format("\"{}\"", it->second);
}

/// ` (20-egpu.toml:7)`, where the line is known.
std::string place_of(const ProcessDevice& device, const std::string& setting) {
  const auto it = device.origins.find(setting);
  return it == device.origins.end() ? std::string() : fmt::format(" ({})", it->second);
}

/// The first variable that would need different values for two cards; empty: none.
std::string disagreement(const ProcessDevice& a, const ProcessDevice& b) {
  const auto of_a = environment_of(a.published), of_b = environment_of(b.published);
  auto all = of_a;
  all.insert(of_b.begin(), of_b.end());
  for (const auto& [name, value] : all) {
    const auto in_a = words(of_a, name), in_b = words(of_b, name);
    if (in_a == in_b || !why_left_out(name).empty()) continue;
    const auto setting = "environment." + name;
    return fmt::format("{}: {} has {}{}, {} has {}{}; a process has one environment", setting,
                       a.label, in_a, place_of(a, setting), b.label, in_b, place_of(b, setting));
  }
  return {};
}

bool add_variables(const ProcessRequest& request, ProcessEnvironment& out) {
  const auto& first = request.devices.front();
  for (const auto& device : request.devices) {
    if (auto why = disagreement(first, device); !why.empty())
      return out.fail(Obstacle::values_differ, std::move(why));
  }
  auto variables = environment_of(first.published);
  for (const auto& device : request.devices) variables.merge(environment_of(device.published));
  for (const auto& [name, value] : variables) {
    if (const auto why = why_left_out(name); !why.empty())
      out.notes.push_back(fmt::format("environment.{} {}", name, why));
    else
      out.put(name, value, "environment." + name);
  }
  return true;
}

// --- MIOpen's databases ---

/// MIOpen's stored choices are wrong for another runtime or another name of the GPU.
void add_databases(const ProcessRequest& request, ProcessEnvironment& out) {
  const auto& first = request.devices.front();
  std::string as;
  for (const auto& variable : out.set) {
    if (variable.name.starts_with("HSA_OVERRIDE_GFX_VERSION")) as = "-as-" + variable.value;
  }
  if (request.cache_folder.empty() || (!first.set && as.empty())) return;
  std::vector<std::string> targets;
  for (const auto& device : request.devices)
    targets.push_back(device.gfx ? to_string(*device.gfx) : "gfx");
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  const auto folder =
      fmt::format("{}/rmcp/miopen/{}/{}{}", request.cache_folder,
                  first.set ? first.set->name : "program", fmt::join(targets, "+"), as);
  constexpr auto kWhy = "MIOpen's results are valid for this runtime and target only";
  for (const auto* name : {"MIOPEN_USER_DB_PATH", "MIOPEN_CUSTOM_CACHE_DIR"})
    if (out.find(name) == nullptr) out.put(name, folder, kWhy);
}

void sort_variables(ProcessEnvironment& out) {
  std::sort(out.set.begin(), out.set.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  for (const auto& variable : out.set) out.unset.erase(variable.name);
}

}  // namespace

std::string_view ProcessDevice::setting(std::string_view name) const {
  const auto it = published.find(name);
  return it == published.end() ? std::string_view() : std::string_view(it->second);
}

void ProcessEnvironment::put(std::string_view name, std::string value, std::string why) {
  if (value.empty()) return;
  std::erase_if(set, [&](const Variable& variable) { return variable.name == name; });
  set.push_back({std::string(name), std::move(value), std::move(why)});
}

bool ProcessEnvironment::fail(Obstacle obstacle, std::string why) {
  set.clear();
  unset.clear();
  hindrance = {obstacle, std::move(why)};
  return false;
}

bool ProcessEnvironment::fail(const ProcessDevice& device, const Hindrance& why) {
  return fail(why.obstacle, fmt::format("{}: {}", device.label, why.reason));
}

const ProcessEnvironment::Variable* ProcessEnvironment::find(std::string_view name) const {
  const auto it = std::find_if(set.begin(), set.end(),
                               [&](const Variable& variable) { return variable.name == name; });
  return it == set.end() ? nullptr : &*it;
}

std::map<std::string, std::string> environment_of(const Published& published) {
  constexpr std::string_view kGroup = "environment.";
  std::map<std::string, std::string> variables;
  for (const auto& [name, value] : published) {
    if (name.starts_with(kGroup)) variables.emplace(name.substr(kGroup.size()), value);
  }
  return variables;
}

ProcessEnvironment make_environment(const ProcessRequest& request) {
  ProcessEnvironment out;
  const bool possible = check_devices(request, out) && add_selection(request, out) &&
                        add_library(request, out) && add_variables(request, out) &&
                        add_gfx_overrides(request, out) && add_runtime_policy(request, out);
  if (possible) {
    add_databases(request, out);
    sort_variables(out);
  }
  return out;
}

}  // namespace rmcp
