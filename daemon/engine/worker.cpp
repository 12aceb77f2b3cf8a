// SPDX-License-Identifier: MIT
// One detached thread a job.
#include "daemon/engine/worker.hpp"

#include "lib/sys/detached.hpp"

namespace rmcp::engine {
namespace {

void work(const Job& job, backend::Backend& backend, JobControl& control,
          const sys::Mailbox::Sender& sender, JobDone done) {
  JobResult result;
  std::string error;
  try {
    result = run(job, backend, control);
  } catch (const std::exception& e) {
    error = e.what();
  }
  sender.post([result = std::move(result), error = std::move(error),
               done = std::move(done)]() mutable { done(std::move(result), std::move(error)); });
}

}  // namespace

std::shared_ptr<JobControl> start_job(Job job, std::shared_ptr<backend::Backend> backend,
                                      sys::Mailbox::Sender sender, JobDone done) {
  auto control = std::make_shared<JobControl>();
  sys::run_detached([job = std::move(job), backend = std::move(backend), control,
                     sender = std::move(sender), done = std::move(done)]() mutable {
    work(job, *backend, *control, sender, std::move(done));
  });
  return control;
}

}  // namespace rmcp::engine
