// SPDX-License-Identifier: MIT
// kernel: parameters of the amdgpu module, configured and loaded; and what can be had of one of
// them.
#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/module/parameter_ways.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

Exit run_kernel(Context& context, Source& source) {
  return context.answer(source.kernel(), render_kernel);
}

Exit unknown_parameter(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& parameter : module_parameters()) names.push_back(parameter.name());
  const auto near = nearest(name, names);
  complain(near.empty() ? fmt::format("{}: no such parameter. See: rmcpctl knobs", name)
                        : fmt::format("{}: no such parameter; did you mean '{}'?", name, near));
  return Exit::usage;
}

Json explained(const ModuleParameter& parameter, const WayFacts& facts) {
  Json ways = Json::array();
  for (const auto& way : parameter_ways(parameter, facts))
    ways.push_back({{"way", way.way}, {"possible", way.possible}, {"reason", way.reason}});
  return {{"generation", facts.gfx ? generation_name(*facts.gfx) : ""},
          {"read", when_read(parameter, facts)},
          {"ways", std::move(ways)}};
}

/// The devices on amdgpu; without any, what holds for all cards.
Json explained_devices(const ModuleParameter& parameter, WayFacts facts, const Json& document) {
  Json out = Json::array();
  for (const auto& item : items(document, "devices")) {
    const auto device = device_of(item).device;
    if (!device.managed()) continue;
    facts.gfx = device.gfx;
    auto one = explained(parameter, facts);
    one["address"] = to_string(device.address);
    one["name"] = device.name;
    out.push_back(std::move(one));
  }
  if (out.empty()) out.push_back(explained(parameter, facts));
  return out;
}

Exit run_explain(Context& context, Source& source) {
  const auto& arguments = context.options().arguments;
  auto name = arguments.front();
  if (name.starts_with(kParameterPrefix)) name.erase(0, kParameterPrefix.size());
  const auto* parameter = find_module_parameter(name);
  if (parameter == nullptr) return unknown_parameter(name);
  const auto kernel = source.kernel();
  if (!kernel) return complain(kernel.error());
  const auto devices = source.show({arguments.begin() + 1, arguments.end()});
  if (!devices) return complain(devices.error());
  const auto release = text(*kernel, "kernel");
  const WayFacts facts{.kernel = parse_kernel_version(release),
                       .gfx = {},
                       .probe_unused = text(*kernel, "probe_unused")};
  const Json document{{"parameter", name},
                      {"doc", parameter->doc},
                      {"source", parameter->source},
                      {"kernel", release},
                      {"present", presence(*parameter, facts.kernel) != Presence::no},
                      {"devices", explained_devices(*parameter, facts, *devices)}};
  context.show(document, render_explained);
  return Exit::ok;
}

constexpr Verb kExplain{
    .name = "explain",
    .help = "When the driver reads it, and how to set it",
    .arguments = {"PARAMETER [DEVICE]", Word::parameter, Word::device, 1, 2, "missing PARAMETER"},
    .run = run_explain,
    .example = "rmcpctl kernel explain noretry egpu"};
constexpr const Verb* kActions[] = {&kExplain};

}  // namespace

extern constexpr Verb kKernelVerb{.name = "kernel",
                                  .help = "Show module parameters, or explain one",
                                  .arguments = {"[ACTION]"},
                                  .actions = kActions,
                                  .run = run_kernel,
                                  .example = "rmcpctl kernel"};

}  // namespace rmcp::client
