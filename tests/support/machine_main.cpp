// SPDX-License-Identifier: MIT
// rmcp-machine: a simulated machine to run commands in, and the requests of such commands.
#include "control.hpp"
#include "options.hpp"
#include "session.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#ifdef __has_feature
#if __has_feature(thread_sanitizer)
/// The sanitizer cannot see what orders the threads of umockdev, GLib and FUSE, which are not built
/// for it. What is to be looked at is the daemon, which links none of them.
extern "C" const char* __tsan_default_options();
const char* __tsan_default_options() { return "report_bugs=0"; }
#endif
#endif

namespace {

namespace fs = std::filesystem;
namespace testbed = rmcp::testbed;

constexpr int kUsageError = 2;
constexpr int kUnavailable = 77;

// Other users of the machine have to reach the bus in it.
std::string make_directory() {
  std::string pattern = (fs::temp_directory_path() / "rmcp-machine.XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), pattern);
  }
  fs::permissions(pattern, fs::perms(0755));
  return pattern;
}

int run_machine(const testbed::Options& options) {
  const std::string directory = make_directory();
  int code = 1;
  try {
    testbed::Session session(options, directory);
    code = session.run();
  } catch (const testbed::Unavailable& reason) {
    fmt::print(stderr, "rmcp-machine: {}\n", reason.what());
    code = kUnavailable;
  } catch (const std::exception& error) {
    fmt::print(stderr, "rmcp-machine: {}\n", error.what());
  }
  testbed::kill_orphans();
  if (options.keep) {
    fmt::print(stderr, "rmcp-machine: files are in {}\n", directory);
  } else {
    std::error_code ignored;
    fs::remove_all(directory, ignored);
  }
  return code;
}

int run_request(std::vector<std::string> words) {
  const char* socket = std::getenv("RMCP_MACHINE_SOCKET");
  if (socket == nullptr) {
    fmt::print(stderr, "rmcp-machine: {}: only from within a machine\n", words[0]);
    return kUsageError;
  }
  if (words[0] == "plug" && words.size() == 2) words[1] = fs::absolute(words[1]).string();
  const testbed::Answer answer = testbed::ask_machine(socket, words);
  if (answer.code == 0) {
    std::fputs(answer.text.c_str(), stdout);
  } else {
    fmt::print(stderr, "rmcp-machine: {}", answer.text);
  }
  return answer.code;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty() || arguments[0] == "--help") {
    std::fputs(testbed::kUsage, arguments.empty() ? stderr : stdout);
    return arguments.empty() ? kUsageError : 0;
  }
  ::umask(022);
  try {
    if (!arguments[0].starts_with("-")) return run_request(arguments);
    return run_machine(testbed::parse_options(arguments));
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "rmcp-machine: {}\n", error.what());
    return kUsageError;
  } catch (const std::exception& error) {
    fmt::print(stderr, "rmcp-machine: {}\n", error.what());
    return 1;
  }
}
