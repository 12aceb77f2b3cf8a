// SPDX-License-Identifier: MIT
// Work on a thread of its own. A thread lives as long as its work: an idle daemon has one thread,
// and work that never returns blocks nothing else.
#pragma once
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace rmcp::sys {

/// Runs `work`, which must not throw, on a thread that gets no signals. Throws std::system_error if
/// no thread can be created.
void run_detached(std::function<void()> work);

/// The result of `work`, if it returns within the limit. It must own all that it needs, since
/// nothing stops it. For use before a loop runs.
template <class T>
std::optional<T> in_time(std::chrono::milliseconds limit, std::function<T()> work) {
  auto task = std::make_shared<std::packaged_task<T()>>(std::move(work));
  auto result = task->get_future();
  run_detached([task] { (*task)(); });
  if (result.wait_for(limit) != std::future_status::ready) return std::nullopt;
  return result.get();
}

}  // namespace rmcp::sys
