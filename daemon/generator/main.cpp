// SPDX-License-Identifier: MIT
// rmcp-generator [--config-dirs=A:B [--state-dir=FOLDER]] NORMAL [EARLY LATE]: a systemd generator.
// Runs before all units of a boot and on each daemon-reload, so it reads policy and nothing more,
// and never fails: a boot must not stop because of it.
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/publish/drop_in.hpp"
#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/paths.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>

namespace {

using namespace rmcp;

/// systemd runs generators with /dev/null as stderr, before there is another log than the kernel's.
bool is_heard() {
  struct stat error {
  }, null{};
  return ::fstat(STDERR_FILENO, &error) == 0 && ::stat("/dev/null", &null) == 0 &&
         error.st_rdev != null.st_rdev;
}

/// The kernel takes one write as one record, `<27>`: LOG_DAEMON, LOG_ERR.
void write_to_kernel_log(const std::string& text) {
  static const sys::Fd log(::open("/dev/kmsg", O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY));
  const auto record = "<27>" + text;
  // Where there is none, as in a container, nothing is left to tell it to.
  if (log) std::ignore = ::write(log.get(), record.data(), record.size());
}

void complain(const std::string& what) {
  const auto text = "rmcp-generator: " + printable_lines(what) + "\n";
  if (is_heard())
    std::fputs(text.c_str(), stderr);
  else
    write_to_kernel_log(text);
}

void write_drop_in(const ServiceUnit& unit, const sys::Paths& paths, const std::string& out) {
  const auto file = publish::drop_in_file(out, unit.name);
  const auto files = unit.runtime.empty() ? std::vector<publish::RuntimeFile>()
                                          : publish::find_runtime_files(unit.runtime);
  const auto text = publish::drop_in_text(unit, files, paths.runtime);
  auto written = sys::make_directories(file.substr(0, file.rfind('/')));
  if (written.done()) written = sys::replace_file(file, text, 0644, false);
  if (written.failed()) complain(file + ": " + sys::describe_errno(written.error()));
}

/// There is room for few in the kernel's log.
void complain_of_errors(const std::vector<Diagnostic>& diagnostics) {
  constexpr std::size_t kMost = 5;
  std::size_t errors = 0;
  for (const auto& diagnostic : diagnostics)
    if (diagnostic.severity == Severity::error && ++errors <= kMost)
      complain(to_string(diagnostic));
  if (errors > kMost)
    complain(fmt::format("{} more errors: see rmcpctl config check", errors - kMost));
}

/// The policy that takes the place of one with errors.
std::string replacement(const engine::PolicyKeeper& keeper, const std::string& state) {
  if (keeper.state() == engine::PolicyState::stale) return "the last good policy is used";
  const auto parent = state.substr(0, state.rfind('/'));
  if (!state.empty() && !sys::exists(parent))
    return fmt::format(
        "{} is not there yet, and with it the last good policy: the services of [[unit]] start "
        "without their devices until rmcpd has read it",
        parent);
  return "there is no earlier policy either: no service gets devices";
}

/// The daemon's future policy: the last good one if the files have errors.
void generate(const sys::Paths& paths, const std::string& out) {
  engine::PolicyKeeper keeper(paths, ::geteuid(), engine::PolicyKeeper::Keep::no);
  if (!keeper.load()) {
    complain_of_errors(keeper.diagnostics());
    complain(fmt::format("policy has errors: {}", replacement(keeper, paths.state)));
  }
  for (const auto& unit : keeper.policy()->units) write_drop_in(unit, paths, out);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream stream{std::string(text)};
  for (std::string part; std::getline(stream, part, ':');)
    if (!part.empty()) out.push_back(part);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view kConfig = "--config-dirs=", kState = "--state-dir=";
  sys::Paths paths;
  int at = 1;
  const auto is_option = [&](std::string_view option) {
    return at < argc && std::string_view(argv[at]).starts_with(option);
  };
  if (is_option(kConfig)) {
    paths.config = split(std::string_view(argv[at++]).substr(kConfig.size()));
    // Another system's policy: the last good one of this system does not apply.
    paths.state.clear();
  }
  if (is_option(kState)) paths.state = std::string_view(argv[at++]).substr(kState.size());
  if (at >= argc) {
    complain("only systemd runs this program: see systemd.generator(7)");
    return 2;
  }
  try {
    generate(paths, argv[at]);
  } catch (const std::exception& e) {
    complain(e.what());
  }
  return 0;
}
