// SPDX-License-Identifier: MIT
// How a command inside a machine asks for something to happen to it: one request per connection,
// words in a line; the answer is "ok" or an exit code, then text.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace rmcp::testbed {

struct Answer {
  int code = 0;      // exit code of the asking rmcp-machine
  std::string text;  // its stdout, or the reason on stderr
};

class ControlServer {
 public:
  using Handler = std::function<Answer(const std::vector<std::string>&)>;

  /// Listens at `path` as part of the main loop. One request at a time.
  ControlServer(const std::string& path, Handler handler);
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

 private:
  void listen_again();
  void serve();

  int fd_ = -1;
  unsigned source_ = 0;
  Handler handler_;
};

/// Asks the machine at `path`. Throws std::system_error when there is none.
Answer ask_machine(const std::string& path, const std::vector<std::string>& words);

/// Words with spaces, newlines and the like become one line, and back.
std::string to_line(const std::vector<std::string>& words);
std::vector<std::string> from_line(const std::string& line);

}  // namespace rmcp::testbed
