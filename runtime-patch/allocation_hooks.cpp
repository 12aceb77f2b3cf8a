// SPDX-License-Identifier: MIT
// Every allocation of a process comes through here: ROCr's own calls and HIP's, which all end in
// hsa_amd_memory_pool_allocate. Neither ROCr's lock nor this library's is held while ROCr works.
#include "runtime-patch/hooks.hpp"

#include <cstdlib>

namespace rmcp::hsa {
namespace {

std::uint64_t key_of(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

/// Chunks are objects of ROCr on the heap: odd values, since ROCr returns no odd address.
std::uint64_t key_of(Chunk chunk) { return chunk.handle | 1; }

[[noreturn]] void stop(const KnownPool& pool, std::uint64_t size) {
  Text text;
  text << pool.address << ": fine-grained memory is forbidden by policy, and " << size
       << " bytes of it were requested: stopping here";
  say(text);
  std::abort();
}

/// The pool to ask instead of this one, or the same.
const KnownPool* choose(const KnownPool* pool, std::size_t size, std::uint64_t flags) {
  if (!pool) return pool;
  if (pool->wish == FineGrain::forbid) stop(*pool, size);
  // Flags request something special: their users have a reason.
  if (!pool->substitute || flags != 0 || size < session->policy.host_memory_from ||
      size > pool->substitute_max) {
    return pool;
  }
  return session->inventory.find(pool->substitute);
}

/// Asks ROCr through `ask(pool handle)`; `key()` identifies the result.
template <typename Ask, typename Key>
Status allocate(std::uint64_t handle, std::size_t size, std::uint64_t flags, Ask ask, Key key) {
  const KnownPool* asked = session->inventory.find(handle);
  const KnownPool* chosen = choose(asked, size, flags);
  Status status = ask(chosen ? chosen->handle : handle);
  if (status != kSuccess && chosen != asked) {
    // The program must not fail where it would not have failed without this library.
    chosen = asked;
    status = ask(handle);
  }
  const Record::Event event{chosen, size, chosen != asked};
  if (status == kSuccess)
    session->record.allocated(event, key());
  else
    session->record.failed(event);
  return status;
}

Status pool_allocate(Pool pool, std::size_t size, std::uint32_t flags, void** address) {
  return allocate(
      pool.handle, size, flags,
      [&](std::uint64_t handle) {
        return session->rocr.pool_allocate({handle}, size, flags, address);
      },
      [&] { return key_of(*address); });
}

Status region_allocate(Region region, std::size_t size, void** address) {
  return allocate(
      region.handle, size, 0,
      [&](std::uint64_t handle) { return session->rocr.region_allocate({handle}, size, address); },
      [&] { return key_of(*address); });
}

Status chunk_create(Pool pool, std::size_t size, int type, std::uint64_t flags, Chunk* chunk) {
  // Never redirected: a chunk's pool is one of its properties, and programs query it.
  constexpr std::uint64_t kSpecial = 1;
  return allocate(
      pool.handle, size, flags | kSpecial,
      [&](std::uint64_t handle) {
        return session->rocr.chunk_create({handle}, size, type, flags, chunk);
      },
      [&] { return key_of(*chunk); });
}

Status pool_free(void* address) {
  session->record.released(key_of(address));
  return session->rocr.pool_free(address);
}

Status memory_free(void* address) {
  session->record.released(key_of(address));
  return session->rocr.memory_free(address);
}

Status chunk_release(Chunk chunk) {
  session->record.released(key_of(chunk));
  return session->rocr.chunk_release(chunk);
}

Status svm_set(void* address, std::size_t size, SvmAttribute* attributes, std::size_t count) {
  const Status status = session->rocr.svm_set(address, size, attributes, count);
  session->record.managed(size, status != kSuccess);
  return status;
}

bool forbids(const RuntimePolicy& policy) {
  for (const auto& device : policy)
    if (device.fine_grain == FineGrain::forbid) return true;
  return false;
}

}  // namespace

void hook_allocations(const RuntimePolicy& policy, Functions& ours) {
  if (policy.record || policy.host_memory == HostMemory::coarse || forbids(policy)) {
    ours.pool_allocate = pool_allocate;
    ours.region_allocate = region_allocate;
    ours.chunk_create = chunk_create;
  }
  if (!policy.record) return;
  ours.pool_free = pool_free;
  ours.memory_free = memory_free;
  ours.chunk_release = chunk_release;
  ours.svm_set = svm_set;
}

}  // namespace rmcp::hsa
