// SPDX-License-Identifier: MIT
// Asks ROCr for its agents and their pools. The PCI address identifies a GPU: numbers and UUIDs
// depend on the other GPUs that this process may see, and many cards have no UUID.
#include "runtime-patch/inventory.hpp"

namespace rmcp::hsa {

struct Filler {
  Inventory& inventory;
  const Functions& functions;
  const RuntimePolicy& policy;
  KnownPool agent{};  // the common part of all pools of the present agent

  Status on_agent(Agent id);
  Status on_pool(Pool pool);
};

namespace {

Kind kind_of(const Functions& functions, Pool pool) {
  std::uint32_t segment = ~std::uint32_t{0}, flags = 0;
  if (functions.pool_info(pool, kPoolSegment, &segment) != kSuccess || segment != kSegmentGlobal)
    return Kind::other;
  if (functions.pool_info(pool, kPoolFlags, &flags) != kSuccess) return Kind::other;
  if (flags & kFlagKernarg) return Kind::kernarg;  // these are fine-grained as well
  if (flags & kFlagExtendedFine) return Kind::extended_fine;
  if (flags & kFlagFine) return Kind::fine;
  return flags & kFlagCoarse ? Kind::coarse : Kind::other;
}

bool pci_address(const Functions& functions, Agent agent, PciAddress& address) {
  std::uint32_t bdf = 0, domain = 0;
  if (functions.agent_info(agent, kAgentBdf, &bdf) != kSuccess) return false;
  // Old ROCr does not know domains: all of them are 0 then.
  if (functions.agent_info(agent, kAgentDomain, &domain) != kSuccess) domain = 0;
  address = {domain, static_cast<std::uint8_t>(bdf >> 8), static_cast<std::uint8_t>(bdf >> 3 & 31),
             static_cast<std::uint8_t>(bdf & 7)};
  return true;
}

bool fine_grained(const KnownPool& pool) {
  return pool.kind == Kind::fine || pool.kind == Kind::extended_fine;
}

bool can_answer(const KnownPool& coarse, const KnownPool& fine) {
  return coarse.agent == fine.agent && coarse.kind == Kind::coarse && coarse.allocates &&
         coarse.granule == fine.granule;
}

}  // namespace

Status Filler::on_agent(Agent id) {
  std::uint32_t type = 0;
  agent = {};
  agent.agent = id.handle;
  if (functions.agent_info(id, kAgentDevice, &type) != kSuccess) return kSuccess;
  agent.owner = type == kDeviceGpu ? Owner::gpu : type == 0 ? Owner::host : Owner::unknown;
  if (agent.owner == Owner::gpu && !pci_address(functions, id, agent.address))
    agent.owner = Owner::unknown;
  return functions.iterate_pools(
      id, [](Pool pool, void* self) { return static_cast<Filler*>(self)->on_pool(pool); }, this);
}

Status Filler::on_pool(Pool id) {
  if (inventory.count_ == Inventory::kMaxPools) return kSuccess;
  KnownPool& pool = inventory.pools_[inventory.count_++];
  pool = agent;
  pool.handle = id.handle;
  pool.kind = kind_of(functions, id);
  if (pool.owner == Owner::gpu && fine_grained(pool)) pool.wish = policy.fine_grain(pool.address);
  // Values that ROCr does not return keep a default that rules the pool out.
  functions.pool_info(id, kPoolAllocAllowed, &pool.allocates);
  functions.pool_info(id, kPoolAllocGranule, &pool.granule);
  functions.pool_info(id, kPoolAllocMaxSize, &pool.max_size);
  return kSuccess;
}

void Inventory::fill(const Functions& functions, const RuntimePolicy& policy) {
  count_ = 0;
  Filler filler{*this, functions, policy};
  functions.iterate_agents(
      [](Agent agent, void* self) { return static_cast<Filler*>(self)->on_agent(agent); }, &filler);
  if (policy.host_memory == HostMemory::coarse) find_substitutes();
}

void Inventory::find_substitutes() {
  for (auto* fine = pools_; fine != pools_ + count_; ++fine) {
    if (fine->owner != Owner::host || fine->kind != Kind::fine) continue;
    for (const KnownPool& coarse : *this) {
      if (!can_answer(coarse, *fine)) continue;
      fine->substitute = coarse.handle;
      fine->substitute_max = coarse.max_size;
      break;
    }
  }
}

const KnownPool* Inventory::find(std::uint64_t handle) const {
  for (const KnownPool& pool : *this)
    if (pool.handle == handle) return &pool;
  return nullptr;
}

bool Inventory::has_gpu(const PciAddress& address) const {
  for (const KnownPool& pool : *this)
    if (pool.owner == Owner::gpu && pool.address == address) return true;
  return false;
}

namespace {

bool any_wish(const Inventory& inventory, const PciAddress& address) {
  for (const KnownPool& pool : inventory)
    if (pool.address == address && pool.wish != FineGrain::keep) return true;
  return false;
}

bool any_substitute(const Inventory& inventory) {
  for (const KnownPool& pool : inventory)
    if (pool.substitute) return true;
  return false;
}

}  // namespace

void describe(const Inventory& inventory, const RuntimePolicy& policy, Text& text) {
  const auto next = [&]() -> Text& { return text << (text.empty() ? "" : "; "); };
  for (const auto& device : policy) {
    if (device.fine_grain == FineGrain::keep) continue;
    if (!inventory.has_gpu(device.address))
      next() << device.address << ": not one of the GPUs of this process";
    else if (any_wish(inventory, device.address))
      next() << device.address << ": fine-grained memory "
             << (device.fine_grain == FineGrain::hide ? "hidden" : "forbidden");
  }
  if (policy.host_memory != HostMemory::coarse) return;
  if (any_substitute(inventory))
    next() << "host memory of " << policy.host_memory_from << " bytes or more is coarse-grained";
  else
    next() << "no coarse-grained pool for host memory here";
}

}  // namespace rmcp::hsa
