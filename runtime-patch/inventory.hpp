// SPDX-License-Identifier: MIT
// The GPUs and memory pools that ROCr offers to this process, and the treatment of each.
#pragma once
#include "lib/start/memory_record.hpp"
#include "lib/start/runtime_policy.hpp"
#include "runtime-patch/api_table.hpp"
#include "runtime-patch/message.hpp"

namespace rmcp::hsa {

using memory_record::Kind;
using memory_record::Owner;

struct KnownPool {
  std::uint64_t handle = 0;
  std::uint64_t agent = 0;
  Owner owner = Owner::unknown;
  PciAddress address;  // of a GPU
  Kind kind = Kind::other;
  FineGrain wish = FineGrain::keep;  // other values only if the pool is fine-grained
  // For a fine-grained pool of the host: the coarse-grained one that can replace it.
  std::uint64_t substitute = 0;
  std::size_t substitute_max = 0;  // bytes
  // The properties that make it a substitute itself.
  bool allocates = false;
  std::size_t granule = 0, max_size = 0;  // bytes
};

/// Filled once, when ROCr has found its GPUs; read by any thread afterwards.
class Inventory {
 public:
  /// More than any machine has; further pools count as unknown and are left alone.
  static constexpr std::size_t kMaxPools = 512;

  void fill(const Functions& functions, const RuntimePolicy& policy);
  [[nodiscard]] const KnownPool* find(std::uint64_t pool) const;
  /// False if there may be pools that it has no room for.
  [[nodiscard]] bool complete() const { return count_ < kMaxPools; }
  [[nodiscard]] const KnownPool* begin() const { return pools_; }
  [[nodiscard]] const KnownPool* end() const { return pools_ + count_; }
  /// True if ROCr shows this GPU to this process.
  [[nodiscard]] bool has_gpu(const PciAddress& address) const;

 private:
  friend struct Filler;
  void find_substitutes();

  KnownPool pools_[kMaxPools];
  std::size_t count_ = 0;
};

/// The changes made by this policy, for stderr; empty if there are none.
void describe(const Inventory& inventory, const RuntimePolicy& policy, Text& text);

}  // namespace rmcp::hsa
