// SPDX-License-Identifier: MIT
// The table. It leaves out variables that make a process load code (variable.hpp), and those that
// select cards, which rmcpctl run sets.
#include "lib/knobs/known_variable.hpp"

#include "lib/text/spelling.hpp"

#include <algorithm>
#include <vector>

namespace rmcp {
namespace {

constexpr std::string_view kFlags = "ROCR-Runtime core/util/flag.h";
constexpr std::string_view kClr = "ROCm/clr rocclr/utils/flags.hpp";
constexpr std::string_view kKpack = "ROCm/rocm-kpack runtime/src/loader.cpp";
constexpr std::string_view kMiopen = "MIOpen docs/how-to/debug-log.rst";

constexpr KnownVariable kVariables[] = {
    {"HSA_OVERRIDE_GFX_VERSION", "All GPUs of the process report this target.",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props"},
    {"HSA_ENABLE_SDMA", "0: copies by shader instead of the SDMA engines.", kFlags},
    {"HSA_ENABLE_PEER_SDMA", "The same for copies from GPU to GPU.", kFlags},
    {"HSA_XNACK", "Asks for retry faults; refused by KFD since GFX10.",
     "kfd_process.c:kfd_process_xnack_mode"},
    {"HSA_USE_SVM", "0: managed memory is pinned host memory.",
     "libhsakmt/src/openclose.c:hsaKmtOpenKFD"},
    {"HSA_DISABLE_CACHE", "1: no memory of the GPU is cached. Very slow.", "libhsakmt/src/fmm.c"},
    {"HSA_FORCE_FINE_GRAIN_PCIE", "1: one more, fine-grained pool of video memory.", kFlags},
    {"HSA_NO_SCRATCH_RECLAIM", "1: scratch memory stays with its queue.", kFlags},
    {"HSA_DISABLE_FRAGMENT_ALLOCATOR",
     "1: no block is shared, so that faults occur near their cause.", kFlags},
    {"HSA_ENABLE_INTERRUPT", "0: waits by polling.", kFlags},
    {"HSA_ENABLE_DEBUG", "1: the runtime's debug mode.", kFlags},
    {"HSA_ENABLE_DXG_DETECTION",
     "0: no search for GPUs behind /dev/dxg (WSL), which is on since ROCm 7.13.",
     "ROCm/TheRock RELEASES.md, Using ROCm from WSL (commented out there)"},
    {"ROCM_KPACK_DISABLE", "1: GPU code in .kpack archives is not read.", kKpack},
    {"ROCM_KPACK_DEBUG", "1: logs the search for .kpack archives on stderr.", kKpack},
    {"HSAKMT_DEBUG_LEVEL", "3 to 7: verbosity of the thunk on stderr.",
     "libhsakmt/src/openclose.c:init_vars_from_env"},
    {"GPU_MAX_HW_QUEUES", "Hardware queues for each device; 1 serialises streams.", kClr},
    {"HIP_HOST_COHERENT", "Kind of memory from hipHostMalloc when its flags do not say.",
     "ROCm/clr hipamd/src/hip_memory.cpp"},
    {"HIP_LAUNCH_BLOCKING", "1: waits for each kernel.", kClr},
    {"HIP_FORCE_DEV_KERNARG", "0: kernels' arguments are in host memory.", kClr},
    {"AMD_SERIALIZE_KERNEL", "1 before, 2 after, 3 both: one kernel at a time.", kClr},
    {"AMD_SERIALIZE_COPY", "The same for copies.", kClr},
    {"AMD_DIRECT_DISPATCH", "0: kernels are started from a thread of their own.", kClr},
    {"AMD_OPT_FLUSH", "0: all fences are of system scope.", kClr},
    {"AMD_LOG_LEVEL", "0 to 5: verbosity of HIP's trace.", kClr},
    {"AMD_LOG_MASK", "Parts of HIP to trace.", kClr},
    {"ROC_ENABLE_LARGE_BAR", "0: the CPU does not write to video memory directly.", kClr},
    {"MIOPEN_FIND_MODE", "How solvers are chosen; 2: without running each.",
     "MIOpen docs, find modes"},
    {"MIOPEN_FIND_ENFORCE", "When solvers are tuned, which can take very long.", "MIOpen docs"},
    {"MIOPEN_DEBUG_CONV_*", "0: leaves out a family of solvers.", kMiopen},
    {"MIOPEN_DEBUG_FIND_ONLY_SOLVER", "Only this solver.", kMiopen},
    {"MIOPEN_ENABLE_LOGGING", "1: logs calls.", kMiopen},
    {"MIOPEN_ENABLE_LOGGING_CMD", "1: logs calls as command lines of MIOpenDriver.", kMiopen},
    {"MIOPEN_LOG_LEVEL", "5 to 7: verbosity of the log.", kMiopen},
    {"MIOPEN_GEMM_ENFORCE_BACKEND", "Backend for matrix products: 1 rocBLAS, 5 hipBLASLt.",
     kMiopen},
    {"TORCH_BLAS_PREFER_HIPBLASLT", "0: PyTorch uses rocBLAS at once.",
     "github.com/pytorch/pytorch/pull/128753"},
    {"PYTORCH_HIP_ALLOC_CONF", "PyTorch's caching allocator: fragmentation only.",
     "PyTorch docs, c10 allocator configuration"},
    {"PYTORCH_ALLOC_CONF", "The same in newer versions.", "PyTorch docs"},
    {"PYTORCH_NO_HIP_MEMORY_CACHING", "1: no caching allocator.", "PyTorch docs"},
};

bool fits(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  pattern.remove_suffix(1);
  return name.size() > pattern.size() && name.starts_with(pattern);
}

}  // namespace

std::span<const KnownVariable> known_variables() { return kVariables; }

const KnownVariable* find_known_variable(std::string_view name) {
  const auto* it = std::find_if(std::begin(kVariables), std::end(kVariables),
                                [&](const KnownVariable& v) { return fits(v.name, name); });
  return it == std::end(kVariables) ? nullptr : it;
}

std::string nearest_variable(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& variable : kVariables) names.push_back(variable.name);
  return nearest(name, names);
}

std::string meant_variable(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& variable : kVariables) {
    // HSA_OVERRIDE_GFX_VERSION_0 is for one node.
    const bool longer =
        name.starts_with(variable.name) && name.substr(variable.name.size()).starts_with('_');
    if (!longer && !variable.name.ends_with('*')) names.push_back(variable.name);
  }
  constexpr std::size_t kTypo = 2;
  return find_known_variable(name) == nullptr ? nearest_within(name, names, kTypo) : std::string();
}

}  // namespace rmcp
