// SPDX-License-Identifier: MIT
// The table of advice. An unknown property of a device never leads to advice.
#include "lib/gpu/gfx.hpp"
#include "lib/policy/advice.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace rmcp {
namespace {

using Situation = AdviceRow::Situation;

bool any_value(std::string_view) { return true; }
bool is_zero(std::string_view value) { return value == "0"; }
bool begins_with_zero(std::string_view value) { return value == "0" || value.starts_with("0,"); }
bool is_one(std::string_view value) { return value == "1"; }

bool has_gfx_from(const Device& device, unsigned major) {
  return device.gfx && device.gfx->major >= major;
}

/// Vega 10 is the first gfx9 part.
bool is_vega10_or_later(const Situation& s) { return has_gfx_from(s.device, 9); }
bool never_retries_there(const Situation& s) {
  return s.device.gfx && never_retries(*s.device.gfx);
}

bool reads_no_mtype_local(const Situation& s) {
  const auto& gfx = s.device.gfx;
  const bool reads_it = gfx && ((gfx->major == 9 && (gfx->minor == 4 || gfx->minor == 5)) ||
                                (gfx->major == 12 && gfx->minor == 5));  // GC 12.1
  return gfx && !reads_it;
}

/// `10.3.0`, decimal, as the thunk parses it.
std::optional<GfxTarget> target_of(std::string_view text) {
  std::array<std::uint8_t, 3> parts{};
  const char* const end = text.data() + text.size();
  const char* at = text.data();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [stopped, error] = std::from_chars(at, end, parts[i]);
    if (error != std::errc()) return std::nullopt;
    at = stopped;
    const bool last = i + 1 == parts.size();
    if (last ? at != end : at == end || *at++ != '.') return std::nullopt;
  }
  return GfxTarget{parts[0], parts[1], parts[2]};
}

bool is_another_family(const Situation& s) {
  const auto wanted = target_of(to_string(s.setting.value));
  const auto own = s.target();
  return wanted && own && (wanted->major != own->major || wanted->minor != own->minor);
}

bool is_not_alone(const Situation& s) {
  const auto& targets = s.here.targets;
  return s.device.gfx && std::any_of(targets.begin(), targets.end(),
                                     [&](GfxTarget other) { return other != *s.device.gfx; });
}

bool names_no_gpu(const Situation& s) {
  const auto node = node_of(s.setting);
  return node && !s.here.nodes.empty() && !s.here.nodes.contains(*node);
}

/// All families of solvers are on by default: only switching some of them off makes a choice.
bool switches_no_family_off(const Situation& s) {
  for (const std::string family : {"GEMM", "DIRECT", "WINOGRAD", "FFT"}) {
    const auto it = s.desired.settings.find("environment.MIOPEN_DEBUG_CONV_" + family);
    if (it != s.desired.settings.end() && to_string(it->second.value) == "0") return false;
  }
  return true;
}

// Variables that select cards.
constexpr std::string_view kSelects =
    "counts the cards that a program sees, and not this card in particular";
constexpr std::string_view kSelectsInstead =
    "numbers change when a card comes or goes; rmcpctl run DEVICE, [[unit]] devices and [sessions] "
    "select a card, and compute.enabled = false keeps programs off one";
constexpr std::string_view kSelectsSource =
    "ROCR-Runtime core/runtime/amd_filter_device.cpp; ROCm/clr rocclr/utils/flags.hpp";

constexpr AdviceRow kAdviceRows[] = {
    {"parameter.noretry", is_zero, nullptr, "0 switches the retrying of page faults on, not off",
     "1 switches it off; with it on, a permission fault on RDNA1 loops without an interrupt until "
     "the queue times out, and GFX10 and later gain nothing since XNACK stays off there",
     "gfxhub_v2_0.c:gfxhub_v2_0_setup_vmid_config; kernel commit e47b0056a08d; "
     "kfd_process.c:kfd_process_xnack_mode"},
    {"parameter.vm_fragment_size", any_value, is_vega10_or_later,
     "has no effect on the page tables of {gfx}",
     "since Vega 10 the driver uses a constant instead; only the hint that Mesa reads "
     "changes",
     "amdgpu_vm_pt.c:amdgpu_vm_pte_fragment; amdgpu_kms.c"},
    {"parameter.mtype_local", any_value, reads_no_mtype_local, "is not read for {gfx}",
     "the driver reads it for GFX9.4.3 and its successors only",
     "kfd_svm.c:svm_range_get_pte_flags"},
    {"parameter.gpu_recovery", is_zero, nullptr,
     "does not prevent a read of amdgpu_gpu_recover from resetting the GPU",
     "reading that file in debugfs resets it whatever this parameter says",
     "amdgpu_fence.c:gpu_recover_get"},
    {"parameter.lockup_timeout", begins_with_zero, nullptr, "0 does not switch the time-out off",
     "since Linux 6.19 a 0 alone is taken as 0 ms for all jobs, which then time out at once, and "
     "before 7.2 a second GPU sees it alone if a list begins with it; up to 6.18 it keeps the "
     "default; -1 waits for ever, and taints the kernel",
     "amdgpu_device.c:amdgpu_device_get_job_timeout_settings; kernel commit 1bea57ea7544"},
    {"environment.HSA_XNACK", any_value, never_retries_there, "changes nothing on {gfx}",
     "the kernel refuses XNACK on GFX10 and later, so it is off in any case",
     "kfd_process.c:kfd_process_xnack_mode; ROCR core/util/flag.h"},
    {"environment.HSA_USE_SVM", any_value, never_retries_there,
     "changes nothing for memory from hipMalloc",
     "0 only makes managed memory fall back to pinned memory of the host; {gfx} has no demand "
     "paging that it could switch off",
     "libhsakmt/src/openclose.c:hsaKmtOpenKFD; kfd_process.c:kfd_process_xnack_mode"},
    {"environment.HSA_OVERRIDE_GFX_VERSION", any_value, is_another_family,
     "{value} is a different instruction set from {gfx}",
     "programs then load code that this card cannot run correctly: memory faults and wrong results",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props; "
     "github.com/ROCm/legacy-rocm-build/issues/2527, "
     "5238"},
    {"compute.gfx_override", any_value, is_another_family,
     "{value} is a different instruction set from {gfx}",
     "programs then load code that this card cannot run correctly: memory faults and wrong "
     "results; "
     "\"auto\" overrides only with the same instruction set",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props; "
     "github.com/ROCm/legacy-rocm-build/issues/2527, "
     "5238"},
    {"environment.ROCR_VISIBLE_DEVICES", any_value, nullptr, kSelects, kSelectsInstead,
     kSelectsSource},
    {"environment.HIP_VISIBLE_DEVICES", any_value, nullptr, kSelects, kSelectsInstead,
     kSelectsSource},
    {"environment.CUDA_VISIBLE_DEVICES", any_value, nullptr, kSelects, kSelectsInstead,
     kSelectsSource},
    {"environment.GPU_DEVICE_ORDINAL", any_value, nullptr, kSelects, kSelectsInstead,
     kSelectsSource},
    {"environment.HSA_OVERRIDE_GFX_VERSION", any_value, is_not_alone,
     "applies to every GPU that the program sees, and they differ",
     "compute.gfx_override applies to this card alone (ROCm 6.3 and later); else let the program "
     "see this card only",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props; "
     "github.com/ROCm/legacy-rocm-build/issues/5069"},
    {kNumberedOverrides, any_value, nullptr, "is given to no program; use compute.gfx_override",
     "node numbers change when a card comes or goes; gfx_override of a card makes this variable at "
     "each start, with the number of that moment",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props; "
     "kfd_topology.c:kfd_topology_update_sysfs"},
    {kNumberedOverrides, any_value, names_no_gpu, "node {node} is no GPU here",
     "KFD counts the processors too: without a card the variable has no effect",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props"},
    {kNumberedOverrides, any_value, is_another_family,
     "{value} is a different instruction set from {gfx}, which is node {node} now",
     "programs then load code that this card cannot run correctly: memory faults and wrong results",
     "libhsakmt/src/topology.c:topology_sysfs_get_node_props; "
     "github.com/ROCm/legacy-rocm-build/issues/2527, "
     "5238"},
    {"environment.HIP_FORCE_COARSE_GRAIN", any_value, nullptr, "does not exist: nothing reads it",
     "memory from hipMalloc is coarse-grained anyway",
     "ROCm/clr rocm-6.2.2, hipamd and rocclr; rocdevice.cpp:Device::deviceLocalAlloc"},
    {"environment.MIOPEN_DEBUG_CONV_IMPLICIT_GEMM", is_one, switches_no_family_off,
     "1 alone changes nothing",
     "all families of solvers are on by default; to choose one, switch the others off "
     "(MIOPEN_DEBUG_CONV_GEMM = \"0\" ...)",
     "ROCm/MIOpen docs/how-to/debug-log.rst"},
};

}  // namespace

std::span<const AdviceRow> advice_rows() { return kAdviceRows; }

}  // namespace rmcp
