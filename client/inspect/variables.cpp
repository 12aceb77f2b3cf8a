// SPDX-License-Identifier: MIT
// Reads ROCm's variables from an environment, and describes their effect.
#include "client/inspect/variables.hpp"

#include "client/loader/search_path.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace rmcp::client {
namespace {

constexpr std::string_view kOverride = "HSA_OVERRIDE_GFX_VERSION";
constexpr std::array<std::string_view, 4> kVisible = {"ROCR_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES",
                                                      "CUDA_VISIBLE_DEVICES", "GPU_DEVICE_ORDINAL"};
constexpr std::array<std::string_view, 18> kOthers = {"LD_LIBRARY_PATH",
                                                      "ROCM_KPACK_PATH",
                                                      "ROCM_KPACK_PATH_PREFIX",
                                                      "ROCM_KPACK_DISABLE",
                                                      "HIPBLASLT_TENSILE_LIBPATH",
                                                      "ROCSPARSELT_TENSILE_LIBPATH",
                                                      "MIOPEN_SYSTEM_DB_PATH",
                                                      "LD_PRELOAD",
                                                      "LD_AUDIT",
                                                      "HSA_TOOLS_LIB",
                                                      "HSA_ENABLE_SDMA",
                                                      "HSA_XNACK",
                                                      "HSA_DISABLE_CACHE",
                                                      "ROCBLAS_TENSILE_LIBPATH",
                                                      "MIOPEN_USER_DB_PATH",
                                                      "MIOPEN_FIND_MODE",
                                                      "AMD_SERIALIZE_KERNEL",
                                                      "HSA_MODEL_TOPOLOGY"};

bool matters(const std::string& name) {
  return name.starts_with(kOverride) || std::ranges::find(kVisible, name) != kVisible.end() ||
         std::ranges::find(kOthers, name) != kOthers.end();
}

bool has_working_folder(const std::string& path) {
  const auto folders = split_path(path, ":;");
  return !path.empty() && std::ranges::find(folders, ".") != folders.end();
}

}  // namespace

Variables runtime_variables(const Variables& all) {
  Variables out;
  for (const auto& [name, value] : all)
    if (matters(name)) out[name] = value;
  return out;
}

std::vector<std::string> judge_variables(const Variables& variables) {
  std::vector<std::string> out;
  const auto value = [&](std::string_view name) -> const std::string* {
    const auto found = variables.find(std::string(name));
    return found == variables.end() ? nullptr : &found->second;
  };
  for (const auto name : kVisible)
    if (const auto* text = value(name); text != nullptr && text->empty())
      out.push_back(fmt::format("{} is set and empty: that hides every GPU; unset it", name));
  // The second filter counts the devices that the first has left.
  if (value(kVisible[0]) != nullptr &&
      (value(kVisible[1]) != nullptr || value(kVisible[2]) != nullptr))
    out.push_back(
        fmt::format("{} and {} are both set: the second counts the devices that the first has left",
                    kVisible[0], value(kVisible[1]) != nullptr ? kVisible[1] : kVisible[2]));
  if (const auto* text = value(kOverride); text != nullptr && text->empty())
    out.push_back(
        fmt::format("{} is set and empty, which some runtimes misread; unset it", kOverride));
  for (const auto& [name, number] : variables)
    if (name.starts_with(std::string(kOverride) + "_"))
      out.push_back(name + " is read by ROCm 6.3 and later; older versions do not know it");
  if (const auto* text = value("LD_LIBRARY_PATH"); text != nullptr && has_working_folder(*text))
    out.emplace_back(
        "LD_LIBRARY_PATH has an empty element, or a dot: that is the folder in which the program "
        "is started");
  if (const auto* text = value("ROCM_KPACK_DISABLE");
      text != nullptr && !text->empty() && text->front() != '0')
    out.emplace_back("ROCM_KPACK_DISABLE is set: HIP reads no archive of GPU code; unset it");
  if (const auto* text = value("ROCM_KPACK_PATH"); text != nullptr && !text->empty())
    out.emplace_back(
        "ROCM_KPACK_PATH is set: HIP looks for GPU code in these archives alone, whatever the "
        "libraries name");
  if (const auto* text = value("LD_AUDIT"); text != nullptr && !text->empty())
    out.emplace_back(
        "LD_AUDIT is set: such a library may change the loaded files, which inspect does not "
        "predict");
  return out;
}

std::string override_in_force(const Variables& variables,
                              const std::vector<std::uint64_t>& kfd_nodes) {
  for (const auto node : kfd_nodes) {
    const auto found = variables.find(fmt::format("{}_{}", kOverride, node));
    if (found != variables.end()) return found->second;
  }
  const auto found = variables.find(std::string(kOverride));
  return found == variables.end() ? "" : found->second;
}

Variables own_variables() {
  Variables out;
  for (char** at = ::environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view word = *at;
    const auto equals = word.find('=');
    if (equals != std::string_view::npos)
      out.try_emplace(std::string(word.substr(0, equals)), word.substr(equals + 1));
  }
  return out;
}

}  // namespace rmcp::client
