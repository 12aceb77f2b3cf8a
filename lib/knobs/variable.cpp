// SPDX-License-Identifier: MIT
// Which variables are safe to set for other people's processes.
#include "lib/knobs/variable.hpp"

#include "lib/gpu/gfx.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace rmcp {
namespace {

using namespace std::string_view_literals;

// Variables with which a process loads code or finds programs, by whole name or as a prefix. Code
// of the GPU counts as well: it reads and writes all memory that the process has given to the GPU.
constexpr std::array kLoadingVariables{
    "PATH"sv,
    "HSA_TOOLS_LIB"sv,
    "ROCP_TOOL_LIB"sv,
    "ROCP_TOOL_LIBRARIES"sv,  // rocprofiler-sdk registration.cpp
    "ROCPROFILER_REGISTER_LIBRARY"sv,
    "OMP_TOOL_LIBRARIES"sv,  // OpenMP 5.0, OMPT
    "ROCBLAS_TENSILE_LIBPATH"sv,
    "HIPBLASLT_TENSILE_LIBPATH"sv,
    "ROCM_KPACK_PATH"sv,            // rocm-kpack runtime/src/loader.cpp: archives of GPU code
    "ROCM_KPACK_PATH_PREFIX"sv,     // the same, before the library's own
    "MIOPEN_SYSTEM_DB_PATH"sv,      // MIOpen src/binary_cache.cpp: *.kdb
    "ROCFFT_RTC_SYS_CACHE_PATH"sv,  // rocFFT rtc_cache.cpp: compiled kernels
    "ROCFFT_RTC_PROCESS_HELPER"sv,  // rocFFT's docs: a program that it starts
    "TRITON_LIBHIP_PATH"sv,         // Triton third_party/amd/backend/driver.py
    "GGML_BACKEND_PATH"sv,          // ggml src/ggml-backend-reg.cpp
    "OCL_ICD_VENDORS"sv,
    "OCL_ICD_FILENAMES"sv,
    "GCONV_PATH"sv,
    "BASH_ENV"sv,
    "ENV"sv,
    "IFS"sv};
constexpr std::array kLoadingPrefixes{
    "HSA_MODEL_"sv, "LD_"sv,    "GLIBC_TUNABLES"sv, "PYTHON"sv, "PERL"sv,
    "RUBY"sv,       "NODE_"sv,  "GIO_"sv,           "GTK_"sv,   "QT_"sv,
    "VK_"sv,        "LIBGL_"sv, "__EGL_"sv,         "__GLX_"sv};

}  // namespace

std::string meant_version(std::string_view text) {
  auto gfx = parse_gfx(lower(text));
  if (!gfx) gfx = parse_gfx("gfx" + lower(text));
  return gfx ? fmt::format("; did you mean \"{}.{}.{}\"?", gfx->major, gfx->minor, gfx->stepping)
             : std::string();
}

bool is_variable_name(std::string_view name) {
  const auto allowed = [](unsigned char c) { return c < 0x80 && (std::isalnum(c) || c == '_'); };
  return !name.empty() && !std::isdigit(static_cast<unsigned char>(name.front())) &&
         std::all_of(name.begin(), name.end(), allowed);
}

bool loads_code(std::string_view variable) {
  const auto prefixed = [&](std::string_view prefix) { return variable.starts_with(prefix); };
  return std::find(kLoadingVariables.begin(), kLoadingVariables.end(), variable) !=
             kLoadingVariables.end() ||
         std::any_of(kLoadingPrefixes.begin(), kLoadingPrefixes.end(), prefixed);
}

Failure check_variable(std::string_view name) {
  if (!is_variable_name(name)) {
    return fmt::format(
        "'{}' is not a valid variable name: only letters, digits and _, no digit first", name);
  }
  if (loads_code(name)) {
    return fmt::format("{} makes programs load code: such variables come only from library sets",
                       name);
  }
  return {};
}

// The thunk fails on any other form, and with it every program
// (libhsakmt/src/topology.c:topology_sysfs_get_node_props: three decimal numbers).
Failure check_variable_value(std::string_view name, std::string_view value) {
  if (!name.starts_with("HSA_OVERRIDE_GFX_VERSION") || parse_gfx_version(value)) return {};
  return fmt::format("'{}' is not a version such as \"10.3.0\", and ROCm does not start with it{}",
                     value, meant_version(value));
}

}  // namespace rmcp
