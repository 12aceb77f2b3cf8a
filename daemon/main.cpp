// SPDX-License-Identifier: MIT
// rmcpd: reads its settings and runs the mode of the command line.
#include "daemon/config/settings.hpp"
#include "daemon/daemon.hpp"
#include "daemon/log.hpp"
#include "daemon/offline.hpp"
#include "daemon/options.hpp"
#include "daemon/put_back.hpp"
#include "lib/sys/detached.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/notify.hpp"
#include "lib/sys/rounds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace {

using namespace rmcp;

/// Without its settings the daemon writes nothing: they may forbid it.
config::LoadedSettings read_settings(const Options& options) {
  constexpr std::chrono::milliseconds kLimit{1'000};
  const auto read = [folders = options.paths.config, owner = ::geteuid()] {
    return config::load_settings(folders, owner);
  };
  if (auto loaded = sys::in_time<config::LoadedSettings>(kLimit, read)) return std::move(*loaded);
  config::LoadedSettings none;
  none.settings.mode = config::Mode::observe;
  none.diagnostics = {{Severity::error,
                       {fmt::format("{}", fmt::join(options.paths.config, ":")), 0, 0, ""},
                       "settings are unreachable: " + sys::no_answer(kLimit) +
                           ": mode is observe until: systemctl restart rmcpd"}};
  return none;
}

int serve(const Options& options) {
  const auto loaded = read_settings(options);
  start_log(options.log_level.empty() ? loaded.settings.log_level : options.log_level);
  log_diagnostics(loaded.diagnostics);
  const auto cmdline = sys::read_attribute(options.paths.proc + "/cmdline").value_or("");
  const auto mode = config::mode_from_cmdline(cmdline, loaded.settings.mode);
  if (mode == config::Mode::off) {
    spdlog::info("rmcp=off on the kernel command line: doing nothing");
    sys::notify_ready("off by the kernel command line");
    return 0;
  }
  if (mode == config::Mode::observe) spdlog::info("observe mode: nothing is written");
#ifdef __GLIBC__
  ::mallopt(M_ARENA_MAX, 1);  // a heap for each worker stays long after the worker: 64 KiB
  // Returns the memory of a large message at once: by default this limit grows with the first one.
  ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
  return Daemon(options, mode, loaded.settings).run();
}

int act(const Options& options) {
  switch (options.action) {
    case Options::Action::serve:
      return serve(options);
    case Options::Action::revert:
      return run_revert(options);
    case Options::Action::release:
      return run_release(options);
    case Options::Action::offline:
      return run_offline(options);
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto parsed = parse_options(argc, argv);
  if (!parsed.options) return parsed.status;
  int status = 1;
  try {
    status = act(*parsed.options);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "rmcpd: %s\n", e.what());
  }
  // A worker that is stuck in the kernel must neither keep the process alive, nor access destroyed
  // globals.
  std::fflush(nullptr);
  ::_exit(status);
}
