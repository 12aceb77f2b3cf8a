// SPDX-License-Identifier: MIT
// The only place that writes to a device.
#include "daemon/engine/executor.hpp"

#include "daemon/engine/passing.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

namespace rmcp::engine {
namespace {

Outcome fail(Outcome outcome, sys::Errno error, std::string reason) {
  outcome.result = Result::failed;
  outcome.error = error;
  outcome.reason = std::move(reason);
  return outcome;
}

/// `SUBJECT, SUBJECT refused: `; empty if no line was.
std::string refused_subjects(const Knob& knob, const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines)
    out += fmt::format("{}{}", out.empty() ? "" : ", ", subject_of(knob, line));
  return out.empty() ? out : out + " refused: ";
}

/// The steps of the overdrive table stand in one row (plan_table.cpp), and are committed together.
std::size_t written_together(std::span<const Step> steps) {
  const auto end =
      std::ranges::find_if_not(steps, [](const Step& step) { return is_in_table(*step.knob); });
  return std::max<std::size_t>(1, static_cast<std::size_t>(end - steps.begin()));
}

/// What a file shows in which the codec finds no value. A table begins with a heading, which is
/// none.
std::string undecoded(const Knob& knob, const std::string& raw) {
  return is_in_table(knob) ? std::string() : raw.substr(0, raw.find('\n'));
}

}  // namespace

Executor::Executor(backend::Backend& backend, const Device& device, state::Journal& journal,
                   JobControl& control, Published& published)
    : backend_(backend),
      device_(device),
      journal_(journal),
      control_(control),
      published_(published) {}

Report Executor::run(const Plan& plan, Reason reason) {
  Report report{.reason = reason, .outcomes = {}};
  for (std::span<const Step> rest = plan.steps; !rest.empty();) {
    const auto count = written_together(rest);
    write_together(rest.first(count), report);
    rest = rest.subspan(count);
  }
  return report;
}

void Executor::write_together(std::span<const Step> steps, Report& report) {
  TableWriter writer(backend_, device_, control_);
  std::vector<Write> all;
  for (const auto& step : steps) {
    all.push_back(begin(step));
    tell(all.back(), writer);
  }
  while (std::ranges::any_of(all, &Write::open)) {
    commit(all, writer);
    for (auto& write : all) finish(write);
    for (auto& write : all) tell(write, writer);
  }
  for (auto& write : all) {
    record(write.step, write.outcome);
    if (write.step.action == Step::Action::set) results_[write.step.name] = write.outcome.result;
    report.outcomes.push_back(std::move(write.outcome));
  }
}

Executor::Write Executor::begin(const Step& planned) {
  control_.step();
  const bool late = planned.bytes.late && planned.writes();
  Write write{.step = late && !requirement_failed(planned) ? settled(planned) : planned};
  const auto& step = write.step;
  write.outcome = unexecuted_outcome(step, {});
  if (!step.writes() && !step.bytes.again) {
    // A value that has become invalid is not used any more.
    if (is_published(*step.knob) && step.verdict.state == StepState::impossible)
      published_.erase(step.name);
    return write;
  }
  if (is_published(*step.knob)) {
    write.outcome = publish(step, std::move(write.outcome));
    return write;
  }
  if (!is_ready(step, write.outcome)) return write;
  wrote_ = true;
  write.ways = ways_of(step, write.outcome);
  write.said = step.way_back.how;
  write.open = !write.ways.empty();
  return write;
}

/// Read again: earlier steps have put its requirement in force.
Step Executor::settled(const Step& step) {
  Readings readings;
  for (const auto name : {std::string_view(step.name), step.knob->requires_knob}) {
    readings[std::string(name)] = backend_.read(device_, *find_knob(name), backend::Wake::yes);
    control_.step();
  }
  return settle(step, readings, journal_.originals());
}

bool Executor::requirement_failed(const Step& step) const {
  if (step.action != Step::Action::set || step.bytes.needs_nothing) return false;
  const auto needed = results_.find(step.knob->requires_knob);
  return needed != results_.end() && !is_good(needed->second);
}

/// True if the step may be written, and its way back is journalled.
bool Executor::is_ready(const Step& step, Outcome& outcome) {
  const auto& knob = *step.knob;
  if (requirement_failed(step)) {
    outcome.result = Result::skipped;
    outcome.reason = fmt::format("needs {} = {}", knob.requires_knob, knob.requires_value);
    return false;
  }
  sys::Status ready = sys::kDone;
  std::string reason;
  if (control_.abandoned()) {
    ready = sys::Status(ECANCELED);
    reason = "given up: an earlier step took too long";
  } else if (!backend_.still_bound(device_)) {
    ready = sys::Status(ENODEV);
    reason = "the driver was unbound";
  } else if (step.action == Step::Action::set && step.writes()) {
    ready = control_.unless_abandoned([&] {
      return journal_.record_original(step.name, step.way_back.original, step.way_back.before);
    });
    reason = "not written: cannot update the journal: " + sys::describe_errno(ready.error());
  }
  if (ready.failed()) outcome = fail(std::move(outcome), ready.error(), std::move(reason));
  return ready.done();
}

/// Of a restore the way that the plan has chosen, then the others. Empty if there is none now.
std::vector<WayBack> Executor::ways_of(const Step& step, Outcome& outcome) {
  if (step.action == Step::Action::set)
    return {{.write = step.bytes.write, .shows = step.bytes.expect, .how = {}}};
  auto ways = step.way_back.ways;
  if (!ways.empty()) {
    ways.front().write = step.bytes.write;
    return ways;
  }
  if (step.knob->restore != Restore::journal)
    return {{.write = step.bytes.write, .shows = step.bytes.expect, .how = {}}};
  // Not read before, because that would have woken the card; the write does.
  const auto now = backend_.read(device_, *step.knob, backend::Wake::yes);
  control_.step();
  if (now.status == Reading::Status::ok) return ways_back(step, now);
  outcome = fail(std::move(outcome), now.error, "cannot be read: " + now.message);
  return {};
}

/// A reset of a table writes the rest of it again, as it is by now.
tl::expected<std::string, sys::Errno> Executor::bytes_of(const Write& write) {
  const auto& way = write.ways.at(write.way);
  if (!way.whole_table) return way.write;
  const auto now = backend_.read(device_, *write.step.knob, backend::Wake::yes);
  if (now.status != Reading::Status::ok) return tl::unexpected(now.error);
  const auto anew = ways_back(write.step, now);
  const auto same = std::ranges::find(anew, way.how, &WayBack::how);
  return same == anew.end() ? way.write : same->write;
}

/// A refused line of a restore does not prevent the others. A transient error ends the search for a
/// way: the best one may succeed later.
void Executor::tell(Write& write, TableWriter& writer) {
  const auto on_refusal = write.step.action == Step::Action::set ? TableWriter::Refused::stop
                                                                 : TableWriter::Refused::go_on;
  while (write.open && !write.told.taken) {
    const auto bytes = bytes_of(write);
    write.told = bytes ? writer.write(*write.step.knob, *bytes, on_refusal)
                       : Told{.taken = false, .error = bytes.error(), .refused = {}};
    if (!write.told.taken) refuse(write, writer);
  }
}

void Executor::refuse(Write& write, TableWriter& writer) {
  const auto& step = write.step;
  const auto& told = write.told;
  const bool sets = step.action == Step::Action::set;
  auto last = write.outcome;
  // Of several lines the first ones may have been taken.
  last.touched = sets ? step.knob->write_as != WriteAs::text : told.refused.size() > 1;
  if (sets && !passes(told.error)) writer.drop(*step.knob, step.way_back.original);
  const auto subjects = sets ? std::string() : refused_subjects(*step.knob, told.refused);
  const auto error = told.error;
  end_way(write, fail(std::move(last), error, subjects + sys::describe_errno(error)));
}

void Executor::commit(std::vector<Write>& all, TableWriter& writer) {
  const auto committed = writer.commit();
  if (committed.done()) return;
  for (auto& write : all) {
    if (!write.open) continue;
    write.told.taken = false;
    write.told.error = committed.error();
    write.told.refused.emplace_back(kCommit);
    refuse(write, writer);
  }
}

void Executor::finish(Write& write) {
  if (!write.open || !write.told.taken) return;
  const auto& step = write.step;
  const auto& knob = *step.knob;
  const auto& way = write.ways.at(write.way);
  auto outcome = write.outcome;
  outcome.touched = true;
  if (step.action == Step::Action::set) {
    auto last = read_back(step, step.bytes.expect, outcome);
    if (is_good(last.result) && step.bytes.again)
      last = write.outcome;
    else if (is_good(last.result))
      last.reason = joined_reason({step.goal.remark, step.way_back.how});
    return end_way(write, std::move(last));
  }
  if (way.shows && way.shows != step.bytes.expect) outcome.to = format(knob, *way.shows);
  const auto expect = knob.readback == Readback::none ? std::optional<Value>() : way.shows;
  auto found = read_back(step, expect, outcome);
  const auto& told = write.told;
  const bool whole = told.refused.empty() || (expect && is_good(found.result));
  if (whole || found.result == Result::failed) return end_way(write, std::move(found));
  const auto reason = fmt::format("{}{}; the rest is back", refused_subjects(knob, told.refused),
                                  sys::describe_errno(told.error));
  end_way(write, fail(std::move(outcome), told.error, reason));
}

void Executor::end_way(Write& write, Outcome last) {
  const bool good = is_good(last.result);
  const bool transient = last.result == Result::failed && passes(last.error);
  const bool restores = write.step.action == Step::Action::restore;
  if (good && restores)
    last.reason = write.way == 0
                      ? write.step.way_back.how
                      : fmt::format("{}; back {}", write.said, write.ways.at(write.way).how);
  write.said = last.reason;
  write.told = {};
  write.open = !good && !transient && write.way + 1 < write.ways.size();
  if (write.open) {
    ++write.way;
  } else {
    write.outcome = std::move(last);
  }
}

Outcome Executor::read_back(const Step& step, const std::optional<Value>& expect, Outcome outcome) {
  const auto good = step.action == Step::Action::set ? Result::applied : Result::restored;
  const auto& knob = *step.knob;
  if (!expect) {
    outcome.result = step.action == Step::Action::set ? Result::written : Result::restored;
    return outcome;
  }
  control_.step();
  const auto reading = backend_.read(device_, knob, backend::Wake::yes);
  if (reading.status != Reading::Status::ok) {
    return fail(std::move(outcome), reading.error,
                "written, but cannot be read back: " + reading.message);
  }
  outcome.result = shows(knob, reading, expect) ? good : Result::refused;
  const auto found = knob.codec->decode(knob, reading);
  if (outcome.result != Result::refused) return outcome;
  outcome.found = found ? format(knob, *found) : undecoded(knob, reading.raw);
  outcome.reason = outcome.found.empty()
                       ? "the driver accepted the write, and the file shows no value"
                       : fmt::format("the driver accepted the write and shows '{}'", outcome.found);
  return outcome;
}

Outcome Executor::publish(const Step& step, Outcome outcome) {
  if (step.action == Step::Action::set) {
    published_[step.name] = step.bytes.write;
    outcome.result = Result::applied;
  } else {
    published_.erase(step.name);
    outcome.result = Result::restored;
  }
  return outcome;
}

/// Records rmcpd's values in force; forgets values that are restored, or never can be. If the
/// journal cannot be written now, the only cost is a repeated write later, so no outcome changes.
void Executor::record(const Step& step, Outcome& outcome) {
  if (is_published(*step.knob)) return;
  if (step.action == Step::Action::set) {
    const bool ours = outcome.result == Result::applied || outcome.result == Result::written;
    if (ours)
      control_.unless_abandoned([&] { return journal_.record_applied(step.name, step.goal.value); })
          .ignore();
    return;
  }
  const bool retry = step.writes() && !is_good(outcome.result);
  if (!retry) control_.unless_abandoned([&] { return journal_.forget(step.name); }).ignore();
}

}  // namespace rmcp::engine
