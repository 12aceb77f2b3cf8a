// SPDX-License-Identifier: MIT
// Shows a process its memory pools without those that policy hides. Regions are the older name of
// the same pools, with the same handles: a pool hidden only as a pool could still be found.
#include "runtime-patch/hooks.hpp"

namespace rmcp::hsa {
namespace {

bool hidden(std::uint64_t handle) {
  const KnownPool* pool = session->inventory.find(handle);
  return pool && pool->wish == FineGrain::hide;
}

/// The caller's function and its argument.
template <typename Item>
struct Filter {
  Status (*callback)(Item, void*);
  void* data;

  static Status on_item(Item item, void* filter) {
    const auto* self = static_cast<const Filter*>(filter);
    return hidden(item.handle) ? kSuccess : self->callback(item, self->data);
  }
};

Status iterate_pools(Agent agent, PoolCallback callback, void* data) {
  if (!callback) return session->rocr.iterate_pools(agent, callback, data);  // ROCr knows the error
  Filter<Pool> filter{callback, data};
  return session->rocr.iterate_pools(agent, Filter<Pool>::on_item, &filter);
}

Status iterate_regions(Agent agent, RegionCallback callback, void* data) {
  if (!callback) return session->rocr.iterate_regions(agent, callback, data);
  Filter<Region> filter{callback, data};
  return session->rocr.iterate_regions(agent, Filter<Region>::on_item, &filter);
}

}  // namespace

void hook_pools(const RuntimePolicy& policy, Functions& ours) {
  for (const auto& device : policy) {
    if (device.fine_grain != FineGrain::hide) continue;
    ours.iterate_pools = iterate_pools;
    ours.iterate_regions = iterate_regions;
  }
}

}  // namespace rmcp::hsa
