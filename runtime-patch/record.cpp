// SPDX-License-Identifier: MIT
// Keeps the numbers. Only this process writes, under a lock; readers have none, so every number is
// written as a whole.
#include "runtime-patch/record.hpp"

#include "runtime-patch/record_file.hpp"

#include <ctime>

namespace rmcp::hsa {
namespace {

using memory_record::Row;

void add(std::uint64_t& number, std::uint64_t amount) {
  __atomic_store_n(&number, number + amount, __ATOMIC_RELAXED);
}

void set(std::uint64_t& number, std::uint64_t value) {
  __atomic_store_n(&number, value, __ATOMIC_RELAXED);
}

bool same(const Row& row, const KnownPool& pool) {
  if (row.owner != pool.owner || row.kind != pool.kind) return false;
  return row.owner != Owner::gpu ||
         PciAddress{row.domain, row.bus, row.device, row.function} == pool.address;
}

void begin_row(Row& row, const KnownPool& pool) {
  row.owner = pool.owner;
  row.kind = pool.kind;
  row.domain = pool.address.domain;
  row.bus = pool.address.bus;
  row.device = pool.address.device;
  row.function = pool.address.function;
  __atomic_store_n(&row.used, std::uint8_t{1}, __ATOMIC_RELEASE);
}

}  // namespace

bool Record::open(const char* runtime_dir, Text& complaint) {
  const Guard guard(mutex_);
  if (!file_) file_ = map_record(runtime_dir, complaint);
  return file_ != nullptr;
}

void Record::leave() {
  mutex_.renew();
  // Not unmapped: the parent's numbers cost nothing here, and nothing points to them any more.
  file_ = nullptr;
  live_.clear();
}

void Record::forget_live() {
  const Guard guard(mutex_);
  live_.clear();
  if (!file_) return;
  for (Row& row : file_->rows) set(row.live, 0);
}

void Record::end() {
  const Guard guard(mutex_);
  if (!file_) return;
  // Through the mapping: by now the program may have closed all files, written over its environment
  // and changed its root.
  set(file_->header.ended_at, static_cast<std::uint64_t>(std::time(nullptr)));
  __atomic_store_n(&file_->header.state, memory_record::kEnded, __ATOMIC_RELEASE);
}

Row* Record::row(const KnownPool& pool) {
  for (Row& row : file_->rows) {
    if (!row.used) begin_row(row, pool);
    if (same(row, pool)) return &row;
  }
  add(file_->header.rows_lost, 1);
  return nullptr;
}

void Record::allocated(const Event& event, std::uint64_t key) {
  const Guard guard(mutex_);
  if (!file_) return;
  Row* row = this->row(event.pool);
  if (!row) return;
  memory_record::SizeClass& size_class = row->classes[memory_record::class_of(event.size)];
  add(size_class.count, 1);
  add(size_class.bytes, event.size);
  if (event.redirected) add(row->redirected, 1);
  if (!live_.add({key, event.size, static_cast<std::uint32_t>(row - file_->rows)})) {
    add(file_->header.untracked, 1);
    return;
  }
  add(row->live, event.size);
  if (row->live > row->peak) set(row->peak, row->live);
}

void Record::failed(const Event& event) {
  const Guard guard(mutex_);
  if (!file_) return;
  if (Row* row = this->row(event.pool))
    add(row->classes[memory_record::class_of(event.size)].failures, 1);
}

void Record::released(std::uint64_t key) {
  const Guard guard(mutex_);
  LiveTable::Entry entry{};
  if (file_ && live_.take(key, entry)) add(file_->rows[entry.row].live, -entry.size);
}

void Record::managed(std::uint64_t size, bool failed) {
  static constexpr KnownPool kManaged{.owner = Owner::host, .kind = Kind::managed};
  const Guard guard(mutex_);
  if (!file_) return;
  Row* row = this->row(kManaged);
  if (!row) return;
  memory_record::SizeClass& size_class = row->classes[memory_record::class_of(size)];
  add(failed ? size_class.failures : size_class.count, 1);
  if (!failed) add(size_class.bytes, size);
}

}  // namespace rmcp::hsa
