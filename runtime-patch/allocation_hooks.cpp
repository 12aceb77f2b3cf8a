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

struct Request {
  std::uint64_t pool;
  std::size_t size;
  std::uint32_t flags = 0;
  bool plain = true;  // nothing special about it: another pool may answer
};

/// The pool as this request uses it: with some flags a coarse-grained one gives fine-grained
/// memory.
KnownPool with_flags(KnownPool pool, std::uint32_t flags) {
  if (pool.kind != Kind::coarse || !(flags & (kAllocatePcie | kAllocateUncached))) return pool;
  pool.kind = flags & kAllocateUncached ? Kind::extended_fine : Kind::fine;
  if (pool.owner == Owner::gpu) pool.wish = session->policy.fine_grain(pool.address);
  return pool;
}

/// The pool to ask instead of this one, or the same.
const KnownPool* choose(const KnownPool& pool, const Request& request) {
  if (pool.wish == FineGrain::forbid) stop(pool, request.size);
  if (!pool.substitute || !request.plain || request.size < session->policy.host_memory_from ||
      request.size > pool.substitute_max) {
    return &pool;
  }
  return session->inventory.find(pool.substitute);
}

/// Asks ROCr through `ask(pool handle)`; `key()` identifies the result.
template <typename Ask, typename Key>
Status allocate(const Request& request, Ask ask, Key key) {
  const KnownPool* known = session->inventory.find(request.pool);
  const KnownPool asked = known ? with_flags(*known, request.flags) : KnownPool{};
  const KnownPool* chosen = choose(asked, request);
  Status status = ask(chosen == &asked ? request.pool : chosen->handle);
  if (status != kSuccess && chosen != &asked) {
    // The program must not fail where it would not have failed without this library.
    chosen = &asked;
    status = ask(request.pool);
  }
  const Record::Event event{*chosen, request.size, chosen != &asked};
  if (status == kSuccess)
    session->record.allocated(event, key());
  else
    session->record.failed(event);
  return status;
}

bool any(const RuntimePolicy& policy, FineGrain wish) {
  for (const auto& device : policy)
    if (device.fine_grain == wish) return true;
  return false;
}

/// HIP 5.7 to 6.2 never sets its variable for the extended-scope pool if it is shown none, and asks
/// for the pool that the variable happens to name. ROCr would take it for an address.
bool invented(Pool pool) {
  return any(session->policy, FineGrain::hide) && session->inventory.complete() &&
         !session->inventory.find(pool.handle);
}

Status pool_allocate(Pool pool, std::size_t size, std::uint32_t flags, void** address) {
  if (invented(pool)) {
    session->record.failed({{}, size});
    return kInvalidPool;
  }
  // Flags request something special: their users have a reason.
  return allocate(
      {pool.handle, size, flags, flags == 0},
      [&](std::uint64_t handle) {
        return session->rocr.pool_allocate({handle}, size, flags, address);
      },
      [&] { return key_of(*address); });
}

Status region_allocate(Region region, std::size_t size, void** address) {
  return allocate(
      {region.handle, size},
      [&](std::uint64_t handle) { return session->rocr.region_allocate({handle}, size, address); },
      [&] { return key_of(*address); });
}

Status chunk_create(Pool pool, std::size_t size, int type, std::uint64_t flags, Chunk* chunk) {
  // Never redirected: a chunk's pool is one of its properties, and programs query it. Its flags
  // have no documented meaning.
  return allocate(
      {.pool = pool.handle, .size = size, .plain = false},
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

}  // namespace

void hook_allocations(const RuntimePolicy& policy, Functions& ours) {
  if (any(policy, FineGrain::hide)) ours.pool_allocate = pool_allocate;
  if (policy.record || policy.host_memory == HostMemory::coarse || any(policy, FineGrain::forbid)) {
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
