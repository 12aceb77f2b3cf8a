// SPDX-License-Identifier: MIT
// Commands go to rmcp-peer through a pipe, what it hears comes from a file.
#include "sleeper.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace rmcp::histories {

Sleeper::Sleeper(const std::string& directory) : log_(directory + "/logind.log") {
  const std::string pipe = directory + "/logind";
  if (::mkfifo(pipe.c_str(), 0600) != 0)
    throw std::system_error(errno, std::generic_category(), pipe);
  // For reading too, so that it is open before and after the peer is there.
  commands_ = sys::Fd(::open(pipe.c_str(), O_RDWR | O_CLOEXEC));
  peer_ = std::make_unique<testbed::Child>(
      testbed::Command{{"/bin/sh", "-c", "exec rmcp-peer org.freedesktop.login1 <" + pipe},
                       testbed::current_environment(),
                       log_});
}

int Sleeper::inhibitors() const {
  std::ifstream lines(log_);
  int count = 0;
  for (std::string line; std::getline(lines, line);) {
    count += line.starts_with("inhibited") ? 1 : line.starts_with("released") ? -1 : 0;
  }
  return count;
}

void Sleeper::say_sleep(bool asleep) {
  const std::string line =
      std::string(
          "signal /org/freedesktop/login1 org.freedesktop.login1.Manager PrepareForSleep ") +
      (asleep ? "yes" : "no") + "\n";
  if (::write(commands_.get(), line.data(), line.size()) < 0)
    throw std::system_error(errno, std::generic_category(), "rmcp-peer");
}

}  // namespace rmcp::histories
