// SPDX-License-Identifier: MIT
// Executes a plan: journals the original, writes, commits what is one table, reads back. A failed
// step never stops the others.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/engine/table_writer.hpp"
#include "daemon/state/journal.hpp"
#include "lib/plan/plan.hpp"
#include "lib/plan/report.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmcp::engine {

class Executor {
 public:
  Executor(backend::Backend& backend, const Device& device, state::Journal& journal,
           JobControl& control, Published& published);

  Report run(const Plan& plan, Reason reason);
  /// True if a write was tried.
  [[nodiscard]] bool wrote() const { return wrote_; }

 private:
  /// A step that is being written.
  struct Write {
    Step step;
    Outcome outcome;
    std::vector<WayBack> ways;  // of a setting: its bytes
    std::size_t way = 0;
    std::string said;  // the outcome of the way before
    Told told;
    bool open = false;  // false: `outcome` is the last word
  };

  void write_together(std::span<const Step> steps, Report& report);
  Write begin(const Step& planned);
  Step settled(const Step& step);
  bool is_ready(const Step& step, Outcome& outcome);
  std::vector<WayBack> ways_of(const Step& step, Outcome& outcome);
  void tell(Write& write, TableWriter& writer);
  tl::expected<std::string, sys::Errno> bytes_of(const Write& write);
  void commit(std::vector<Write>& all, TableWriter& writer);
  void refuse(Write& write, TableWriter& writer);
  void finish(Write& write);
  static void end_way(Write& write, Outcome last);
  Outcome read_back(const Step& step, const std::optional<Value>& expect, Outcome outcome);
  Outcome publish(const Step& step, Outcome outcome);
  [[nodiscard]] bool requirement_failed(const Step& step) const;
  void record(const Step& step, Outcome& outcome);

  backend::Backend& backend_;
  const Device& device_;
  state::Journal& journal_;
  JobControl& control_;
  Published& published_;
  std::map<std::string, Result, std::less<>> results_;  // of the settings so far, by knob
  bool wrote_ = false;
};

}  // namespace rmcp::engine
