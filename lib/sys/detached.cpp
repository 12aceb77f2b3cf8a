// SPDX-License-Identifier: MIT
// Starts a detached thread with all signals blocked.
#include "lib/sys/detached.hpp"

#include <signal.h>

#include <thread>

namespace rmcp::sys {
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

}  // namespace

void run_detached(std::function<void()> work) {
  const SignalsBlocked blocked;
  std::thread(std::move(work)).detach();
}

}  // namespace rmcp::sys
