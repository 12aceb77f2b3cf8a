// SPDX-License-Identifier: MIT
// Queues: a thread for each, since HIP waits for its queues when it frees memory.
#include "engines.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

using namespace rmcp::thunk;

namespace {

struct Queue {
  Ring ring;
  std::uint64_t doorbell = 0;           // nobody listens: the thread looks at the indices
  std::uint64_t read = 0, written = 0;  // of a copy engine
  std::atomic<bool> stop{false};
  std::thread worker;
};

struct Queues {
  std::mutex mutex;
  std::map<HSA_QUEUEID, std::unique_ptr<Queue>> all;
  HSA_QUEUEID next = 1;
};

Queues& queues() {
  static auto* const kQueues = new Queues;
  return *kQueues;
}

void work(Queue& queue, bool (*take)(Ring&)) {
  while (!queue.stop)
    if (!take(queue.ring)) std::this_thread::sleep_for(std::chrono::microseconds(50));
}

}  // namespace

extern "C" {

HSAKMT_STATUS hsaKmtCreateQueue(HSAuint32, HSA_QUEUE_TYPE type, HSAuint32, HSA_QUEUE_PRIORITY,
                                void* ring, HSAuint64 size, HsaEvent*, HsaQueueResource* resource) {
  const std::lock_guard lock(queues().mutex);
  auto queue = std::make_unique<Queue>();
  const bool copies = type != HSA_QUEUE_COMPUTE_AQL;
  if (copies) {
    resource->Queue_read_ptr_aql = reinterpret_cast<HSAuint64*>(&queue->read);
    resource->Queue_write_ptr_aql = reinterpret_cast<HSAuint64*>(&queue->written);
  }
  queue->ring = {static_cast<char*>(ring), size,
                 reinterpret_cast<std::uint64_t*>(resource->Queue_read_ptr_aql),
                 reinterpret_cast<std::uint64_t*>(resource->Queue_write_ptr_aql)};
  resource->QueueId = queues().next++;
  resource->Queue_DoorBell_aql = reinterpret_cast<HSAuint64*>(&queue->doorbell);
  queue->worker = std::thread(work, std::ref(*queue), copies ? take_copy : take_packet);
  queues().all[resource->QueueId] = std::move(queue);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtDestroyQueue(HSA_QUEUEID id) {
  const std::lock_guard lock(queues().mutex);
  const auto found = queues().all.find(id);
  if (found == queues().all.end()) return HSAKMT_STATUS_INVALID_HANDLE;
  found->second->stop = true;
  found->second->worker.join();
  queues().all.erase(found);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtUpdateQueue(HSA_QUEUEID, HSAuint32, HSA_QUEUE_PRIORITY, void*, HSAuint64,
                                HsaEvent*) {
  return HSAKMT_STATUS_SUCCESS;
}
HSAKMT_STATUS hsaKmtSetQueueCUMask(HSA_QUEUEID, HSAuint32, HSAuint32*) {
  return HSAKMT_STATUS_SUCCESS;
}
}
