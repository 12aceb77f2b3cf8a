// SPDX-License-Identifier: MIT
// The machine that this libhsakmt.so.1 makes up: one CPU, and GPUs that have no engine but for
// queues. ROCr is real; what it asks of the kernel is answered from here.
#pragma once
#include <hsakmt.h>

#include <cstdint>
#include <vector>

namespace rmcp::thunk {

struct Gpu {
  std::uint32_t gfx[3];  // 10, 3, 0
  std::uint32_t domain;
  std::uint32_t location;  // bus << 8 | device << 3 | function
  std::uint16_t device;
  std::uint64_t unique_id;
  std::uint64_t vram;  // bytes
};

/// A Navi 10 at 0000:03:00.0 without a unique id, and a Navi 21 at 0001:0a:00.1 with one; or those
/// that $RMCP_THUNK_GPUS names: "gfx90c gfx1032". Node 0 is the CPU, GPU n is node n + 1.
const std::vector<Gpu>& gpus();

inline std::uint32_t node_count() { return static_cast<std::uint32_t>(gpus().size()) + 1; }
inline const Gpu* gpu_of(std::uint32_t node) {
  return node >= 1 && node < node_count() ? &gpus()[node - 1] : nullptr;
}

/// GPUs know the page tables of processes: $RMCP_THUNK_SVM=1.
bool svm();

/// One line into the file $RMCP_THUNK_LOG, if there is one.
void log(const char* format, ...) __attribute__((format(printf, 1, 2)));

/// The clock of the GPUs, 100 MHz.
std::uint64_t ticks();

/// Wakes who waits for this event.
void raise_event(std::uint32_t id);

}  // namespace rmcp::thunk
