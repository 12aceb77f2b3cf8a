// SPDX-License-Identifier: MIT
// Counts the allocations of this process, in a file that others may read at any moment.
#pragma once
#include "runtime-patch/inventory.hpp"
#include "runtime-patch/live_table.hpp"
#include "runtime-patch/lock.hpp"

namespace rmcp::hsa {

/// Any thread may call all of it; it does nothing without a file.
class Record {
 public:
  /// One allocation, from a pool as the request used it.
  struct Event {
    const KnownPool& pool;
    std::uint64_t size;
    bool redirected = false;
  };

  bool open(const char* runtime_dir, Text& complaint);
  /// The file belongs to another process from now on: called in the child of a fork.
  void leave();
  /// ROCr was shut down and is initialised again: all living memory is gone.
  void forget_live();
  /// The end of the process.
  void end();

  void allocated(const Event& event, std::uint64_t key);
  void failed(const Event& event);
  /// Before memory is released: afterwards another thread may get the same address.
  void released(std::uint64_t key);
  /// Ranges that are made known to GPUs, not allocated: they are never released.
  void managed(std::uint64_t size, bool failed);

  /// Around fork(): the child must not get the tables in the middle of a change.
  void before_fork() { mutex_.lock(); }
  void after_fork() { mutex_.unlock(); }

 private:
  memory_record::Row* row(const KnownPool& pool);

  Mutex mutex_;
  memory_record::File* file_ = nullptr;
  LiveTable live_;
};

}  // namespace rmcp::hsa
