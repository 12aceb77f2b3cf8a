// SPDX-License-Identifier: MIT
// The thread lives as long as there is work: an idle daemon has one thread.
#include "daemon/state/disk.hpp"

#include "lib/sys/detached.hpp"

#include <pthread.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

namespace rmcp::state {

using Clock = std::chrono::steady_clock;

struct Disk::Core {
  struct Task {
    std::string name;  // of posted work
    Work work;
    std::optional<sys::Status> result;
  };

  explicit Core(std::chrono::milliseconds limit_given) : limit(limit_given) {}

  bool hangs() const { return current && Clock::now() - begun >= limit; }

  /// Call with the lock held.
  void add(const std::shared_ptr<Core>& self, std::shared_ptr<Task> task) {
    queue.push_back(std::move(task));
    if (running) return;
    try {
      sys::run_detached([self] { self->work_off(); });
      running = true;
    } catch (const std::system_error&) {  // no thread: tried again with the next piece of work
    }
  }

  void work_off() {
    std::unique_lock lock(mutex);
    while (!queue.empty()) {
      current = std::move(queue.front());
      queue.pop_front();
      begun = Clock::now();
      lock.unlock();
      sys::Status result(EIO);
      try {
        result = current->work();
      } catch (...) {  // EIO
      }
      lock.lock();
      current->result = result;
      if (!current->name.empty()) posted[current->name] = result;
      current.reset();
      changed.notify_all();
    }
    running = false;
  }

  const std::chrono::milliseconds limit;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Task>> queue;
  std::shared_ptr<Task> current;
  Clock::time_point begun;
  std::map<std::string, sys::Status> posted;
  bool running = false;
};

Disk::Disk(std::chrono::milliseconds limit) : core_(std::make_shared<Core>(limit)) {}

/// After a fork, as in tests, the child has no thread.
void Disk::survive_fork() {
  static Core* core = nullptr;
  core = core_.get();
  ::pthread_atfork([] { core->mutex.lock(); }, [] { core->mutex.unlock(); },
                   [] {
                     core->running = false;
                     core->queue.clear();
                     core->current.reset();
                     core->mutex.unlock();
                   });
}

Disk& Disk::instance() {
  // Never destroyed: a thread that hangs must not outlive it.
  static auto* const disk = [] {
    auto* const made = new Disk;
    made->survive_fork();
    return made;
  }();
  return *disk;
}

sys::Status Disk::run(Work work) { return run(std::move(work), core_->limit); }

sys::Status Disk::run(Work work, std::chrono::milliseconds limit) {
  const auto task = std::make_shared<Core::Task>(Core::Task{"", std::move(work), {}});
  std::unique_lock lock(core_->mutex);
  if (core_->hangs()) return sys::Status(ETIMEDOUT);
  core_->add(core_, task);
  if (!core_->running) {
    std::erase(core_->queue, task);
    return sys::Status(EAGAIN);
  }
  if (core_->changed.wait_for(lock, limit, [&] { return task->result.has_value(); }))
    return *task->result;
  std::erase(core_->queue, task);
  return sys::Status(ETIMEDOUT);
}

void Disk::post(const std::string& name, Work work) {
  const std::lock_guard lock(core_->mutex);
  std::erase_if(core_->queue, [&](const auto& task) { return task->name == name; });
  core_->add(core_, std::make_shared<Core::Task>(Core::Task{name, std::move(work), {}}));
}

sys::Status Disk::posted(const std::string& name) const {
  const std::lock_guard lock(core_->mutex);
  const auto it = core_->posted.find(name);
  return it == core_->posted.end() ? sys::kDone : it->second;
}

bool Disk::flush(std::chrono::milliseconds limit) {
  std::unique_lock lock(core_->mutex);
  return core_->changed.wait_for(lock, limit,
                                 [this] { return core_->queue.empty() && !core_->current; });
}

bool Disk::hangs() const {
  const std::lock_guard lock(core_->mutex);
  return core_->hangs();
}

}  // namespace rmcp::state
