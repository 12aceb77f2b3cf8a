// SPDX-License-Identifier: MIT
// observe -> resolve -> plan -> apply, for one device.
#include "engine/job.hpp"

#include "device/probe.hpp"
#include "engine/executor.hpp"
#include "state/journal.hpp"

namespace rmcp::engine {
namespace {

using backend::Wake;

class Runner {
 public:
  Runner(const Job& job, backend::Backend& backend, JobControl& control)
      : job_(job), backend_(backend), control_(control) {}

  JobResult run() {
    result_.published = job_.published;
    const auto device = device::probe(job_.paths, job_.syspath);
    control_.step();
    if (!device) {
      result_.gone = true;
      return std::move(result_);
    }
    result_.device = *device;
    if (device->managed()) {
      work();
    } else {
      result_.published.clear();
    }
    return std::move(result_);
  }

 private:
  void work() {
    if (job_.verb != Job::Verb::revert)
      result_.desired = resolve(*job_.policy, result_.device, job_.machine);
    state::Journal journal(job_.paths.runtime, job_.boot_id, result_.device);
    make_plan(journal, Wake::no);
    // Only now is the card known well enough to tell whether it is held.
    result_.held = job_.holds && job_.holds->held(result_.device);
    if (job_.verb == Job::Verb::look || result_.held) {
      result_.report =
          report_unexecuted(result_.plan, job_.reason, result_.held ? "held" : job_.why_not);
      return;
    }
    // Something will be written, which wakes the device anyway: now it may be read as well.
    if (result_.plan.needs_wake()) make_plan(journal, Wake::yes);
    Executor executor(backend_, result_.device, journal, control_, result_.published);
    result_.report = executor.run(result_.plan, job_.reason);
    result_.executed = true;
    result_.wrote = executor.wrote() || result_.published != job_.published;
  }

  void make_plan(const state::Journal& journal, Wake wake) {
    auto readings = published_readings();
    for (const auto& name : knobs_to_read(result_.desired, journal.originals())) {
      control_.step();
      readings[name] = backend_.read(result_.device, *find_knob(name), wake);
    }
    result_.plan = rmcp::make_plan(result_.desired, readings, journal.originals());
  }

  Readings published_readings() const {
    Readings readings;
    for (const auto& [name, value] : job_.published) {
      readings["environment." + name] = {.status = Reading::Status::ok, .raw = value};
    }
    return readings;
  }

  const Job& job_;
  backend::Backend& backend_;
  JobControl& control_;
  JobResult result_;
};

}  // namespace

JobResult run(const Job& job, backend::Backend& backend, JobControl& control) {
  return Runner(job, backend, control).run();
}

}  // namespace rmcp::engine
