// SPDX-License-Identifier: MIT
// Runs the daemon's jobs while there is no daemon.
#include "daemon/put_back.hpp"

#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/bus/names.hpp"
#include "daemon/bus/running.hpp"
#include "daemon/device/monitor.hpp"
#include "daemon/device/probe.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/offline_module.hpp"
#include "daemon/publish/cdi_file.hpp"
#include "daemon/publish/default_folder.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/loop_files.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace rmcp {
namespace {

/// Runs one job on every GPU on amdgpu, and prints its outcomes; false on any failure.
class PutBack {
 public:
  PutBack(const Options& options, engine::Verb verb)
      : paths_(options.paths),
        verb_(std::move(verb)),
        notes_(std::make_shared<state::Notes>(options.paths)),
        boot_id_(sys::LoopFiles(paths_).boot_id()) {}

  bool run() {
    for (const auto& syspath : device::enumerate()) {
      const auto seen = device::probe(paths_, syspath);
      if (seen && seen->managed()) handle(*seen);
    }
    return good_;
  }

 private:
  void handle(const Device& seen) {
    engine::JobControl control;
    engine::Job job;
    job.paths = paths_;
    job.boot_id = boot_id_;
    job.syspath = seen.syspath;
    job.verb = verb_;
    job.reason = Reason::request;
    job.notes = notes_;
    job.policy = std::make_shared<Policy>();
    const auto result = engine::run(job, backend_, control);
    if (result.failure) complain(seen, result.failure.text);
    if (!result.settling.empty()) complain(seen, result.settling);
    for (const auto& o : result.report.outcomes) {
      const auto line =
          fmt::format("{}: {}: {} -> {}: {}{}{}", to_string(seen.address), o.name, o.from, o.to,
                      to_string(o.result), o.reason.empty() ? "" : ": ", o.reason);
      fmt::print("{}\n", printable(line));  // attributes have the driver's text
      good_ &= is_good(o.result);
    }
  }

  void complain(const Device& seen, const std::string& what) {
    fmt::print(stderr, "rmcpd: {}: {}\n", to_string(seen.address), printable(what));
    good_ = false;
  }

  const sys::Paths& paths_;
  engine::Verb verb_;
  std::shared_ptr<state::Notes> notes_;
  std::string boot_id_;
  backend::SysfsAttribute backend_;
  bool good_ = true;
};

/// A daemon would set the values again, and note originals that are none.
bool may_revert() {
  switch (bus::ask_running()) {
    case bus::Running::yes:
      fmt::print(stderr,
                 "rmcpd: --revert: the daemon is running: ask it, with rmcpctl revert; or stop it "
                 "first: systemctl stop rmcpd\n");
      return false;
    case bus::Running::no_answer:
      fmt::print(stderr, "rmcpd: --revert: {} does not answer: going on without it\n",
                 bus::kServiceName);
      return true;
    case bus::Running::no:
      return true;
  }
  return true;
}

/// The loader's file is not rmcpd's to change: it goes by its cache, which ldconfig makes.
void tell_of_loader(const sys::Paths& paths, const publish::DefaultFolder& removed) {
  const auto text = sys::read_file(paths.loader).value_or("");
  if (text.find("include " + removed.current() + "/") == std::string::npos) return;
  fmt::print(stderr,
             "rmcpd: {}: the loader still has the default library set: systemctl start "
             "rmcp-default-set.service\n",
             paths.loader);
}

}  // namespace

int run_revert(const Options& options) {
  if (!may_revert()) return 1;
  // Ignored: the settings of the cards matter more than a file that stays.
  publish::remove_cdi(sys::LoopFiles(options.paths), options.paths.cdi).ignore();
  publish::DefaultFolder default_set(options.paths.state);
  bool good = PutBack(options, engine::Revert{.in_any_case = true}).run();
  if (const auto removed = default_set.remove(); removed.failed()) {
    fmt::print(stderr, "rmcpd: {}: {}\n", default_set.top(), sys::describe_errno(removed.error()));
    good = false;
  } else {
    tell_of_loader(options.paths, default_set);
  }
  return std::max(good ? 0 : 1, revert_module(options.paths));
}

int run_release(const Options& options) {
  return PutBack(options, engine::Release{}).run() ? 0 : 1;
}

}  // namespace rmcp
