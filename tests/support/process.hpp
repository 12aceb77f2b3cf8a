// SPDX-License-Identifier: MIT
// Child processes that die with us, and waiting for things while the main loop runs.
#pragma once
#include <sys/types.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::testbed {

using Environment = std::map<std::string, std::string>;
/// That of this process.
Environment current_environment();

struct Command {
  std::vector<std::string>
      arguments;  // the first is the program, looked up in the environment's PATH
  Environment environment;
  std::string output;     // file that takes stdout and stderr; empty: ours
  bool own_group = true;  // a terminal's Ctrl-C does not reach it
};

class Child {
 public:
  /// Throws std::system_error when the program cannot be started.
  explicit Child(const Command& command);
  ~Child();  // kills it when it is still there
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }
  bool running() const { return !status_; }
  /// As waitpid tells it, once it is over.
  std::optional<int> status() const { return status_; }
  void signal(int number) const;

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
  unsigned watch_ = 0;
};

/// Runs the main loop until `done` or the time is over; returns done().
bool run_until(const std::function<bool()>& done, unsigned milliseconds);
/// Without an end.
void run_until(const std::function<bool()>& done);

/// 0..255 as a shell would give it, 128 + n for signal n.
int exit_code(int status);
/// "exit status 3", "killed by signal 11 (Segmentation fault)".
std::string describe_status(int status);

/// Kills and reaps whatever processes were left to us as their next living ancestor.
void kill_orphans();

}  // namespace rmcp::testbed
