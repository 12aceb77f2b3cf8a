// SPDX-License-Identifier: MIT
// Our own declarations of ROCr's interface against the headers of the ROCr that is installed. It
// only has to compile.
#define AMD_INTERNAL_BUILD 1
#include "runtime-patch/hsa_abi.hpp"

#include <hsa/hsa_api_trace.h>

namespace {

namespace ours = rmcp::hsa;

template <typename Theirs>
constexpr bool is_handle = sizeof(Theirs) == sizeof(ours::Pool) && offsetof(Theirs, handle) == 0;
static_assert(is_handle<hsa_agent_t> && is_handle<hsa_region_t> &&
              is_handle<hsa_amd_memory_pool_t>);

static_assert(HSA_STATUS_SUCCESS == ours::kSuccess && sizeof(hsa_status_t) == sizeof(ours::Status));
static_assert(int{HSA_STATUS_ERROR_INVALID_MEMORY_POOL} == ours::kInvalidPool);
static_assert(HSA_AGENT_INFO_DEVICE == ours::kAgentDevice);
static_assert(HSA_DEVICE_TYPE_GPU == ours::kDeviceGpu && HSA_DEVICE_TYPE_CPU == 0);
static_assert(sizeof(hsa_device_type_t) == sizeof(std::uint32_t));
static_assert(int{HSA_AMD_AGENT_INFO_BDFID} == ours::kAgentBdf);
static_assert(int{HSA_AMD_AGENT_INFO_DOMAIN} == ours::kAgentDomain);
static_assert(HSA_AMD_MEMORY_POOL_INFO_SEGMENT == ours::kPoolSegment);
static_assert(sizeof(hsa_amd_segment_t) == sizeof(std::uint32_t));
static_assert(HSA_AMD_MEMORY_POOL_INFO_GLOBAL_FLAGS == ours::kPoolFlags);
static_assert(HSA_AMD_MEMORY_POOL_INFO_RUNTIME_ALLOC_ALLOWED == ours::kPoolAllocAllowed);
static_assert(HSA_AMD_MEMORY_POOL_INFO_RUNTIME_ALLOC_GRANULE == ours::kPoolAllocGranule);
static_assert(HSA_AMD_MEMORY_POOL_INFO_ALLOC_MAX_SIZE == ours::kPoolAllocMaxSize);
static_assert(HSA_AMD_SEGMENT_GLOBAL == ours::kSegmentGlobal);
static_assert(HSA_AMD_MEMORY_POOL_GLOBAL_FLAG_KERNARG_INIT == ours::kFlagKernarg);
static_assert(HSA_AMD_MEMORY_POOL_GLOBAL_FLAG_FINE_GRAINED == ours::kFlagFine);
static_assert(HSA_AMD_MEMORY_POOL_GLOBAL_FLAG_COARSE_GRAINED == ours::kFlagCoarse);
#if HSA_AMD_INTERFACE_VERSION_MINOR >= 3
static_assert(HSA_AMD_MEMORY_POOL_GLOBAL_FLAG_EXTENDED_SCOPE_FINE_GRAINED ==
              ours::kFlagExtendedFine);
static_assert(HSA_AMD_MEMORY_POOL_PCIE_FLAG == ours::kAllocatePcie);
#endif

static_assert(sizeof(ApiTableVersion) == sizeof(ours::TableVersion));
static_assert(offsetof(ApiTableVersion, minor_id) == offsetof(ours::TableVersion, size));
static_assert(offsetof(ApiTableVersion, step_id) == offsetof(ours::TableVersion, step));
static_assert(offsetof(HsaApiTable, core_) == offsetof(ours::ApiTable, core));
static_assert(offsetof(HsaApiTable, amd_ext_) == offsetof(ours::ApiTable, amd));

constexpr std::size_t index(std::size_t offset) {
  return (offset - offsetof(ours::Table, entries)) / sizeof(void*);
}
static_assert(index(offsetof(CoreApiTable, hsa_iterate_agents_fn)) == 5);
static_assert(index(offsetof(CoreApiTable, hsa_agent_get_info_fn)) == 6);
static_assert(index(offsetof(CoreApiTable, hsa_agent_iterate_regions_fn)) == 27);
static_assert(index(offsetof(CoreApiTable, hsa_memory_allocate_fn)) == 33);
static_assert(index(offsetof(CoreApiTable, hsa_memory_free_fn)) == 34);
static_assert(index(offsetof(AmdExtTable, hsa_amd_memory_pool_get_info_fn)) == 11);
static_assert(index(offsetof(AmdExtTable, hsa_amd_agent_iterate_memory_pools_fn)) == 12);
static_assert(index(offsetof(AmdExtTable, hsa_amd_memory_pool_allocate_fn)) == 13);
static_assert(index(offsetof(AmdExtTable, hsa_amd_memory_pool_free_fn)) == 14);
#if HSA_AMD_EXT_API_TABLE_MAJOR_VERSION == 1
static_assert(sizeof(AmdExtTable) != 400 ||
              index(offsetof(AmdExtTable, hsa_amd_svm_attributes_set_fn)) == 44);
#else
static_assert(index(offsetof(AmdExtTable, hsa_amd_svm_attributes_set_fn)) == 46);
static_assert(index(offsetof(AmdExtTable, hsa_amd_vmem_handle_create_fn)) == 57);
static_assert(index(offsetof(AmdExtTable, hsa_amd_vmem_handle_release_fn)) == 58);
#endif

}  // namespace
