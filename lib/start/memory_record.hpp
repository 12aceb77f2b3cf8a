// SPDX-License-Identifier: MIT
// The layout of $XDG_RUNTIME_DIR/rmcp/memory/PID: the actual allocations of a process, by GPU and
// kind of memory. The HSA tools library writes it through a mapping while the process runs; rmcpctl
// reads it.
#pragma once
#include <cstddef>
#include <cstdint>

namespace rmcp::memory_record {

/// The folders below $XDG_RUNTIME_DIR; the name of the file in them is the process id.
inline constexpr const char* kFolders[] = {"rmcp", "memory"};

inline constexpr char kMagic[8] = {'r', 'm', 'c', 'p', 'm', 'e', 'm', '\n'};
/// Another layout gets another version. No conversion is needed, since files live only as long as
/// processes.
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kRowCount = 127;

enum class Owner : std::uint8_t { host, gpu, unknown };

/// The kind of memory, in ROCr's words.
enum class Kind : std::uint8_t {
  coarse,         // coherent between kernels
  fine,           // coherent while kernels run
  extended_fine,  // the same over the whole system, uncached (ROCr 5.7)
  kernarg,        // arguments of kernels
  managed,        // ranges of the process's own memory made known to GPUs (SVM)
  other,
};

/// The inclusive ends of the size classes; the last has no end.
inline constexpr std::uint64_t kClassEnds[] = {std::uint64_t{4} << 10, std::uint64_t{64} << 10,
                                               std::uint64_t{1} << 20, std::uint64_t{16} << 20,
                                               std::uint64_t{256} << 20};
inline constexpr std::size_t kClassCount = sizeof kClassEnds / sizeof kClassEnds[0] + 1;

struct SizeClass {
  std::uint64_t count;  // that succeeded
  std::uint64_t bytes;  // of those
  std::uint64_t failures;
};

/// One kind of memory of one GPU, or of the host. Numbers are changed one at a time, each as a
/// whole: a reader may see a count without its bytes, never half a number.
struct Row {
  std::uint8_t used;  // 1 if the rest is valid; rows are used in order
  Owner owner;
  Kind kind;
  std::uint8_t bus, device, function;  // of a GPU
  std::uint16_t reserved;
  std::uint32_t domain;
  std::uint32_t reserved2;
  std::uint64_t live;        // bytes, now
  std::uint64_t peak;        // bytes, the highest at any time
  std::uint64_t redirected;  // allocations that were requested from a fine-grained pool
  SizeClass classes[kClassCount];
  std::uint64_t reserved3[9];
};
static_assert(sizeof(Row) == 256);

/// Of Header::state.
inline constexpr std::uint32_t kRunning = 0;  // or killed: no such process exists then
inline constexpr std::uint32_t kEnded = 1;    // the process ended by itself

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t row_size;
  std::uint32_t row_count;  // rows after this header, used or not
  std::uint32_t state;
  std::uint64_t
      start_time;           // of the process, field 22 of /proc/PID/stat: tells it from a later one
  std::uint64_t rows_lost;  // allocations that found no free row
  std::uint64_t untracked;  // allocations whose release could not be tracked, out of memory
  std::uint64_t ended_at;   // seconds since 1970; 0 unless state is kEnded
  std::uint64_t reserved[25];
};
static_assert(sizeof(Header) == sizeof(Row));

struct File {
  Header header;
  Row rows[kRowCount];
};
static_assert(sizeof(File) == std::size_t{32} << 10);

/// The size class of an allocation.
constexpr std::size_t class_of(std::uint64_t size) {
  std::size_t index = 0;
  while (index < kClassCount - 1 && size > kClassEnds[index]) ++index;
  return index;
}

}  // namespace rmcp::memory_record
