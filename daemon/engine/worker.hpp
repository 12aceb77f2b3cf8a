// SPDX-License-Identifier: MIT
// Runs a job on a thread of its own and posts the result to the loop. A thread lives as long as its
// job: an idle daemon has one thread, and a job that never returns blocks nothing else.
#pragma once
#include "daemon/engine/job.hpp"
#include "lib/sys/loop.hpp"

#include <functional>
#include <memory>

namespace rmcp::engine {

/// Called in the loop; `error` is empty unless the job threw.
using JobDone = std::function<void(JobResult result, std::string error)>;

/// The backend is shared because the thread may outlive the daemon's own objects. Throws
/// std::system_error if no thread can be created.
std::shared_ptr<JobControl> start_job(Job job, std::shared_ptr<backend::Backend> backend,
                                      sys::Mailbox::Sender sender, JobDone done);

}  // namespace rmcp::engine
