// SPDX-License-Identifier: MIT
// Queues of HSA's own packets. Kernels are not run: they are done at once. Barriers wait for what
// they have to wait for.
#include "engines.hpp"

#include <hsa/amd_hsa_signal.h>
#include <hsa/hsa.h>

namespace rmcp::thunk {
namespace {

constexpr std::size_t kPacketSize = 64;

amd_signal_t* signal_at(std::uint64_t handle) { return reinterpret_cast<amd_signal_t*>(handle); }

std::int64_t value_of(std::uint64_t handle) {
  return __atomic_load_n(&signal_at(handle)->value, __ATOMIC_SEQ_CST);
}

void complete(std::uint64_t handle, std::uint64_t started) {
  if (!handle) return;
  amd_signal_t* signal = signal_at(handle);
  signal->start_ts = started;
  signal->end_ts = ticks() + 1;
  // Read before: at zero its owner may be rid of it.
  auto* mailbox = reinterpret_cast<volatile std::uint64_t*>(signal->event_mailbox_ptr);
  const std::uint32_t event = signal->event_id;
  __atomic_sub_fetch(&signal->value, 1, __ATOMIC_SEQ_CST);
  if (!mailbox) return;
  *mailbox = event;
  raise_event(event);
}

/// Five signals, in the words 1 to 5.
bool all_zero(const std::uint64_t* words) {
  for (int i = 1; i <= 5; ++i)
    if (words[i] && value_of(words[i]) != 0) return false;
  return true;
}

bool one_zero(const std::uint64_t* words) {
  bool any = false;
  for (int i = 1; i <= 5; ++i) {
    if (words[i] && value_of(words[i]) == 0) return true;
    any |= words[i] != 0;
  }
  return !any;
}

/// One of AMD's own packets: a barrier on a value (signal, value, mask, condition), or commands for
/// the hardware that is not there.
bool has_value(const std::uint64_t* words) {
  constexpr std::uint64_t kBarrierValue = 2;
  if ((words[0] >> 16 & 0xff) != kBarrierValue) return true;
  const std::int64_t value =
      words[1] ? value_of(words[1]) & static_cast<std::int64_t>(words[3]) : 0;
  const auto wanted = static_cast<std::int64_t>(words[2]);
  switch (static_cast<std::uint32_t>(words[4])) {
    case HSA_SIGNAL_CONDITION_EQ:
      return value == wanted;
    case HSA_SIGNAL_CONDITION_NE:
      return value != wanted;
    case HSA_SIGNAL_CONDITION_LT:
      return value < wanted;
    default:
      return value >= wanted;
  }
}

bool may_pass(std::uint16_t type, const std::uint64_t* words) {
  switch (type) {
    case HSA_PACKET_TYPE_BARRIER_AND:
      return all_zero(words);
    case HSA_PACKET_TYPE_BARRIER_OR:
      return one_zero(words);
    case HSA_PACKET_TYPE_VENDOR_SPECIFIC:
      return has_value(words);
    default:
      return true;
  }
}

}  // namespace

bool take_packet(Ring& ring) {
  const std::uint64_t index = *ring.read;
  if (index >= __atomic_load_n(ring.written, __ATOMIC_ACQUIRE)) return false;
  auto* words = reinterpret_cast<std::uint64_t*>(ring.memory + index * kPacketSize % ring.size);
  auto* header = reinterpret_cast<std::uint16_t*>(words);
  const std::uint16_t type = __atomic_load_n(header, __ATOMIC_ACQUIRE) & 0xff;
  if (type == HSA_PACKET_TYPE_INVALID || !may_pass(type, words)) return false;
  const std::uint64_t started = ticks(), completion = words[7];
  __atomic_store_n(header, std::uint16_t{HSA_PACKET_TYPE_INVALID}, __ATOMIC_RELEASE);
  __atomic_store_n(ring.read, index + 1, __ATOMIC_SEQ_CST);
  complete(completion, started);
  return true;
}

}  // namespace rmcp::thunk
