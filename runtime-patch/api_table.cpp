// SPDX-License-Identifier: MIT
// The places of ROCr's functions. A table ends at its stated size; and AMD's table is not only
// extended at its end: after 5.2.3 two copy functions were put into the middle of it and three for
// performance counters further down. So positions that moved are used only if they are known.
#include "runtime-patch/api_table.hpp"

#include <type_traits>

namespace rmcp::hsa {
namespace {

/// In the core table: the same in ROCr 5.2.3 (major 1) and in the ROCr of 2026 (major 2).
namespace core {
constexpr std::size_t kIterateAgents = 5, kAgentInfo = 6, kIterateRegions = 27, kAllocate = 33,
                      kFree = 34;
}  // namespace core

/// In AMD's table, the part before any insertion ...
namespace amd {
constexpr std::size_t kPoolInfo = 11, kIteratePools = 12, kPoolAllocate = 13, kPoolFree = 14;
}  // namespace amd

/// ... and the part after it.
struct Behind {
  std::size_t svm_set, chunk_create, chunk_release;
};
constexpr std::size_t kNowhere = ~std::size_t{0};
constexpr std::uint32_t kSizeOf523 = 400;

Behind behind(const TableVersion& version) {
  // Step 1 (about ROCr 6.1) and step 8 (2026) were read and agree: since then it grows at its end.
  if (version.major == 2 && version.step >= 1) return {46, 57, 58};
  if (version.major == 1 && version.size == kSizeOf523) return {44, kNowhere, kNowhere};
  return {kNowhere, kNowhere, kNowhere};
}

/// The place of an entry, or null if the table does not reach that far.
void** entry(Table* table, std::size_t index) {
  if (index == kNowhere) return nullptr;
  const std::size_t end = offsetof(Table, entries) + (index + 1) * sizeof(void*);
  return end <= table->version.size ? &table->entries[index] : nullptr;
}

/// The operation on each entry, in one list for reading and for replacing.
template <typename Visit>
void each(const ApiTable& table, Functions& functions, Visit visit) {
  const Behind at = behind(table.amd->version);
  visit(entry(table.core, core::kIterateAgents), functions.iterate_agents);
  visit(entry(table.core, core::kAgentInfo), functions.agent_info);
  visit(entry(table.core, core::kIterateRegions), functions.iterate_regions);
  visit(entry(table.core, core::kAllocate), functions.region_allocate);
  visit(entry(table.core, core::kFree), functions.memory_free);
  visit(entry(table.amd, amd::kPoolInfo), functions.pool_info);
  visit(entry(table.amd, amd::kIteratePools), functions.iterate_pools);
  visit(entry(table.amd, amd::kPoolAllocate), functions.pool_allocate);
  visit(entry(table.amd, amd::kPoolFree), functions.pool_free);
  visit(entry(table.amd, at.svm_set), functions.svm_set);
  visit(entry(table.amd, at.chunk_create), functions.chunk_create);
  visit(entry(table.amd, at.chunk_release), functions.chunk_release);
}

bool known(const Table* table) {
  return table && (table->version.major == 1 || table->version.major == 2);
}

}  // namespace

const char* refuse(const ApiTable& table) {
  // Majors of the table of tables: 1 in ROCr 5, 3 in 6 and 7; its first two members never moved.
  if (table.version.major < 1 || table.version.major > 3) return "a table of an unknown kind";
  if (table.version.size < sizeof(ApiTable)) return "a table that is too short";
  if (!known(table.core)) return "core functions of an unknown kind";
  if (!known(table.amd)) return "AMD functions of an unknown kind";
  return nullptr;
}

Functions read_functions(const ApiTable& table) {
  Functions functions{};
  each(table, functions, [](void** from, auto& to) {
    if (from) to = reinterpret_cast<std::remove_reference_t<decltype(to)>>(*from);
  });
  return functions;
}

bool complete(const Functions& functions) {
  return functions.iterate_agents && functions.agent_info && functions.pool_info &&
         functions.iterate_pools && functions.pool_allocate && functions.pool_free;
}

bool holds(const ApiTable& table, const Functions& ours) {
  Functions copy = ours;
  bool found = false;
  each(table, copy, [&](void** entry, auto& function) {
    found |= entry && function && *entry == reinterpret_cast<void*>(function);
  });
  return found;
}

void replace(ApiTable& table, const Functions& ours) {
  Functions copy = ours;
  each(table, copy, [](void** to, auto& from) {
    // An empty entry stays empty: programs test for its absence.
    if (to && *to && from) *to = reinterpret_cast<void*>(from);
  });
}

}  // namespace rmcp::hsa
