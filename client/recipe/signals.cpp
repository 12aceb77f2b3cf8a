// SPDX-License-Identifier: MIT
// Receives signals through a signalfd: nothing runs in a handler.
#include "client/recipe/signals.hpp"

#include <sys/signalfd.h>

namespace rmcp::recipe {

Interrupts::Interrupts() {
  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&wanted, signal);
  sigprocmask(SIG_BLOCK, &wanted, &before_);
  fd_.reset(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
}

Interrupts::~Interrupts() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

int Interrupts::seen() {
  signalfd_siginfo info{};
  while (::read(fd_.get(), &info, sizeof info) == sizeof info)
    if (seen_ == 0) seen_ = static_cast<int>(info.ssi_signo);
  return seen_;
}

}  // namespace rmcp::recipe
