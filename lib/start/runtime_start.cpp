// SPDX-License-Identifier: MIT
// Joins the `runtime.` settings of the devices, and makes the ROCr load librmcp-hsa.so for them.
#include "lib/start/runtime_start.hpp"

#include "lib/start/runtime_policy.hpp"

#include <optional>

namespace rmcp {
namespace {

/// Nothing, with `hindrance` set, if the devices differ in a setting for the whole process.
std::optional<RuntimePolicy> runtime_policy(const ProcessRequest& request,
                                            ProcessEnvironment& environment) {
  RuntimePolicy policy;
  for (const auto& device : request.devices) {
    FineGrain fine = FineGrain::keep;
    if (parse_word(device.setting("runtime.fine_grain"), fine) && fine != FineGrain::keep)
      policy.set_fine_grain(device.address, fine);
    HostMemory host = HostMemory::as_asked;
    parse_word(device.setting("runtime.host_memory"), host);
    if (&device != &request.devices.front() && host != policy.host_memory) {
      environment.fail(device,
                       {Obstacle::values_differ,
                        "runtime.host_memory applies to a whole process, and the devices differ"});
      return std::nullopt;
    }
    policy.host_memory = host;
    policy.record |= device.setting("runtime.record") == "true";
  }
  return policy;
}

/// The list of HSA_TOOLS_LIB with the patch in it, the patch first.
std::string tools_of(const ProcessRequest& request) {
  const auto inherited = request.inherited.find("HSA_TOOLS_LIB");
  const bool more = inherited != request.inherited.end() && !inherited->second.empty() &&
                    inherited->second.find(request.hsa_tool) == std::string::npos;
  return request.hsa_tool + (more ? " " + inherited->second : "");
}

}  // namespace

bool add_runtime_policy(const ProcessRequest& request, ProcessEnvironment& environment) {
  const auto policy = runtime_policy(request, environment);
  if (!policy) return false;
  if (policy->empty()) return true;
  if (request.hsa_tool.empty()) {
    environment.notes.emplace_back("runtime.*: ignored, librmcp-hsa.so is not installed");
    return true;
  }
  constexpr auto kWhy = "runtime.*";
  environment.put(kRuntimePolicyVariable, to_string(*policy), kWhy);
  environment.put("HSA_TOOLS_LIB", tools_of(request), kWhy);
  environment.put("HSA_TOOLS_ROCPROFILER_V1_TOOLS", "1",
                  "else a runtime with rocprofiler-register does not load HSA_TOOLS_LIB");
  return true;
}

}  // namespace rmcp
