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
  for (const auto& step : plan.steps) {
    report.outcomes.push_back(execute(step));
    if (step.action == Step::Action::set) results_[step.name] = report.outcomes.back().result;
  }
  return report;
}

Outcome Executor::execute(const Step& planned) {
  control_.step();
  const bool late = planned.bytes.late && planned.writes();
  const auto step = late && !requirement_failed(planned) ? settled(planned) : planned;
  auto outcome = unexecuted_outcome(step, {});
  if (step.verdict.state != StepState::change) {
    // A value that has become invalid is not used any more.
    if (is_published(*step.knob) && step.verdict.state == StepState::impossible)
      published_.erase(step.name);
    record(step, outcome);
    return outcome;
  }
  if (is_published(*step.knob)) return publish(step, std::move(outcome));
  if (requirement_failed(step)) {
    outcome.result = Result::skipped;
    outcome.reason =
        fmt::format("needs {} = {}", step.knob->requires_knob, step.knob->requires_value);
    return outcome;
  }
  outcome = write(step, std::move(outcome));
  record(step, outcome);
  return outcome;
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

Outcome Executor::write(const Step& step, Outcome outcome) {
  if (control_.abandoned())
    return fail(std::move(outcome), ECANCELED, "given up: an earlier step took too long");
  if (!backend_.still_bound(device_))
    return fail(std::move(outcome), ENODEV, "the driver was unbound");
  if (step.action == Step::Action::set) {
    const auto note = [&] {
      return journal_.record_original(step.name, step.way_back.original, step.way_back.before);
    };
    if (const auto noted = control_.unless_abandoned(note); noted.failed()) {
      return fail(std::move(outcome), noted.error(),
                  "not written: cannot update the journal: " + sys::describe_errno(noted.error()));
    }
  }
  wrote_ = true;
  if (step.action == Step::Action::restore) return put_back(step, std::move(outcome));
  const auto written = backend_.write(device_, *step.knob, step.bytes.write);
  if (written.failed()) {
    const auto error = written.error();
    // Of several lines the first ones may have been taken.
    outcome.touched = step.knob->write_as != WriteAs::text;
    if (!passes(error)) drop_edits(step);
    return fail(std::move(outcome), error, sys::describe_errno(error));
  }
  outcome.touched = true;
  outcome = read_back(step, step.bytes.expect, std::move(outcome));
  if (is_good(outcome.result))
    outcome.reason = joined_reason({step.goal.remark, step.way_back.how});
  return outcome;
}

/// The way back that the plan has chosen, then the others. A transient error ends the search: the
/// best way may succeed later.
Outcome Executor::put_back(const Step& step, Outcome outcome) {
  auto ways = step.way_back.ways;
  if (ways.empty() && step.knob->restore == Restore::journal) {
    // Not read before, because that would have woken the card; the write does.
    const auto now = backend_.read(device_, *step.knob, backend::Wake::yes);
    control_.step();
    if (now.status != Reading::Status::ok)
      return fail(std::move(outcome), now.error, "cannot be read: " + now.message);
    ways = ways_back(step, now);
  } else if (ways.empty()) {
    ways.push_back({.write = step.bytes.write, .shows = step.bytes.expect, .how = {}});
  } else {
    ways.front().write = step.bytes.write;
  }
  std::string said = step.way_back.how;
  Outcome last = outcome;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    last = try_way(step, ways[i], outcome);
    if (is_good(last.result)) {
      if (i != 0) last.reason = fmt::format("{}; back {}", said, ways[i].how);
      if (i == 0) last.reason = said;
      return last;
    }
    if (last.result == Result::failed && passes(last.error)) return last;
    said = last.reason;
  }
  return last;
}

Outcome Executor::try_way(const Step& step, const WayBack& way, Outcome outcome) {
  const auto& knob = *step.knob;
  auto bytes = way.write;
  if (way.whole_table) {
    const auto now = backend_.read(device_, knob, backend::Wake::yes);
    if (now.status != Reading::Status::ok)
      return fail(std::move(outcome), now.error, "cannot be read: " + now.message);
    const auto anew = ways_back(step, now);
    const auto same = std::ranges::find(anew, way.how, &WayBack::how);
    if (same != anew.end()) bytes = same->write;
  }
  const auto told = tell(knob, bytes);
  outcome.touched = told.taken || told.refused.size() > 1;
  const auto refused = refused_subjects(knob, told.refused);
  if (!told.taken)
    return fail(std::move(outcome), told.error, refused + sys::describe_errno(told.error));
  if (way.shows && way.shows != step.bytes.expect) outcome.to = format(knob, *way.shows);
  const auto expect = knob.readback == Readback::none ? std::optional<Value>() : way.shows;
  auto found = read_back(step, expect, outcome);
  const bool whole = told.refused.empty() || (expect && is_good(found.result));
  if (whole || found.result == Result::failed) return found;
  return fail(std::move(outcome), told.error,
              fmt::format("{}{}; the rest is back", refused, sys::describe_errno(told.error)));
}

/// A refused line does not prevent the others, but a refused commit does.
Executor::Told Executor::tell(const Knob& knob, std::string_view bytes) {
  Told told;
  if (knob.write_as != WriteAs::lines) {
    const auto written = backend_.write(device_, knob, bytes);
    told.error = written.error();
    told.taken = written.done();
    return told;
  }
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line == "c" && !told.taken) break;  // there is nothing to commit
    control_.step();
    const auto written =
        control_.abandoned() ? sys::Status(ECANCELED) : backend_.write(device_, knob, line);
    if (written.done()) {
      told.taken = true;
      std::erase(told.refused, line);
      continue;
    }
    told.error = written.error();
    told.refused.emplace_back(line);
    if (passes(told.error) || line == "c" || line == "r") {
      told.taken = false;
      break;
    }
  }
  return told;
}

/// If a later edit was refused, the earlier ones wait in the driver, and the next commit would
/// apply them, whichever program makes it.
void Executor::drop_edits(const Step& step) {
  if (step.knob->write_as != WriteAs::lines || step.knob->entry.section.empty()) return;
  const auto commit = step.way_back.original.rfind("\nc");
  if (commit == std::string::npos || step.way_back.original.starts_with("r\n")) return;
  for (std::string_view edits(step.way_back.original.data(), commit); !edits.empty();) {
    const auto end = std::min(edits.find('\n'), edits.size());
    control_.step();
    // An edit that cannot be replaced stays: nothing else drops it, and the write has failed
    // anyway.
    backend_.write(device_, *step.knob, edits.substr(0, end)).ignore();
    edits.remove_prefix(std::min(end + 1, edits.size()));
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
  const auto found = knob.codec->decode(knob, reading);
  outcome.result = found == expect ? good : Result::refused;
  if (outcome.result != Result::refused) return outcome;
  outcome.found = found ? format(knob, *found) : reading.raw.substr(0, reading.raw.find('\n'));
  outcome.reason = fmt::format("the driver accepted the write and shows '{}'", outcome.found);
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
