// SPDX-License-Identifier: MIT
// What takes packets out of a queue, one at a time.
#pragma once
#include "machine.hpp"

namespace rmcp::thunk {

/// The memory of a queue and its indices; `size` in bytes, a power of two.
struct Ring {
  char* memory = nullptr;
  std::uint64_t size = 0;
  std::uint64_t* read = nullptr;
  std::uint64_t* written = nullptr;
};

/// Packets of HSA: true when one was done, false when there is none or it has to wait.
bool take_packet(Ring& ring);

/// Packets of a copy engine.
bool take_copy(Ring& ring);

}  // namespace rmcp::thunk
