// SPDX-License-Identifier: MIT
// The packets of a copy engine (SDMA 5) that ROCr 5.2 writes: copies, fills, fences, waits,
// signals.
#include "engines.hpp"

#include <cstring>

namespace rmcp::thunk {
namespace {

enum Operation : std::uint32_t {
  kNothing = 0,
  kCopy = 1,
  kFence = 5,
  kTrap = 6,
  kPoll = 8,
  kAtomic = 10,
  kFill = 11,
  kTimestamp = 13,
  kCacheRequest = 17,
};

char* address_at(const std::uint32_t* words) {
  return reinterpret_cast<char*>(words[0] | std::uint64_t{words[1]} << 32);
}

std::uint32_t* number_at(const std::uint32_t* words) {
  return reinterpret_cast<std::uint32_t*>(address_at(words));
}

std::size_t byte_count(std::uint32_t word) { return (word & 0x3fffff) + 1; }

/// Words of the packet; a part of a rectangle is longer than a line.
std::size_t length(const std::uint32_t* packet) {
  switch (packet[0] & 0xff) {
    case kCopy:
      return (packet[0] >> 8 & 0xff) == 0 ? 7 : 13;
    case kFence:
      return 4;
    case kTrap:
      return 2;
    case kPoll:
      return 6;
    case kAtomic:
      return 8;
    case kFill:
      return 5;
    case kTimestamp:
      return 3;
    case kCacheRequest:
      return 5;
    default:
      return 1;
  }
}

void add(std::uint32_t* number, const std::uint32_t* amount) {
  __atomic_add_fetch(reinterpret_cast<std::uint64_t*>(number),
                     amount[0] | std::uint64_t{amount[1]} << 32, __ATOMIC_SEQ_CST);
}

void fill(std::uint32_t* to, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes / sizeof value; ++i) to[i] = value;
}

bool has_to_wait(const std::uint32_t* packet) {
  if ((packet[0] & 0xff) != kPoll || packet[0] >> 31 == 0) return false;
  return (__atomic_load_n(number_at(packet + 1), __ATOMIC_ACQUIRE) & packet[4]) != packet[3];
}

void carry_out(const std::uint32_t* packet) {
  switch (packet[0] & 0xff) {
    case kCopy:
      if (length(packet) == 7)
        std::memmove(address_at(packet + 5), address_at(packet + 3), byte_count(packet[1]));
      break;
    case kFence:
      __atomic_store_n(number_at(packet + 1), packet[3], __ATOMIC_SEQ_CST);
      break;
    case kTrap:
      raise_event(packet[1] & 0x0fffffff);
      break;
    case kAtomic:
      add(number_at(packet + 1), packet + 3);
      break;
    case kFill:
      fill(number_at(packet + 1), packet[3], byte_count(packet[4]));
      break;
    case kTimestamp: {
      const std::uint64_t now = ticks();
      std::memcpy(address_at(packet + 1), &now, sizeof now);
      break;
    }
    default:
      break;
  }
}

}  // namespace

bool take_copy(Ring& ring) {
  const std::uint64_t index = *ring.read;  // in bytes
  if (index == __atomic_load_n(ring.written, __ATOMIC_ACQUIRE)) return false;
  const auto* packet = reinterpret_cast<const std::uint32_t*>(ring.memory + index % ring.size);
  if (has_to_wait(packet)) return false;
  const std::size_t size = length(packet) * sizeof *packet;
  carry_out(packet);
  __atomic_store_n(ring.read, index + size, __ATOMIC_RELEASE);
  return true;
}

}  // namespace rmcp::thunk
