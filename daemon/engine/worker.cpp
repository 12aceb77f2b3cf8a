// SPDX-License-Identifier: MIT
// One detached thread a job.
#include "engine/worker.hpp"

#include <signal.h>

#include <thread>

namespace rmcp::engine {
namespace {

/// Signals belong to the loop: a new thread inherits this mask.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

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

void run_detached(std::function<void()> work) {
  const SignalsBlocked blocked;
  std::thread(std::move(work)).detach();
}

std::shared_ptr<JobControl> start_job(Job job, std::shared_ptr<backend::Backend> backend,
                                      sys::Mailbox::Sender sender, JobDone done) {
  auto control = std::make_shared<JobControl>();
  run_detached([job = std::move(job), backend = std::move(backend), control,
                sender = std::move(sender), done = std::move(done)]() mutable {
    work(job, *backend, *control, sender, std::move(done));
  });
  return control;
}

}  // namespace rmcp::engine
