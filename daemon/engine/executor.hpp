// SPDX-License-Identifier: MIT
// Executes a plan: journals the original, writes, reads back. A failed step never stops the others.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/state/journal.hpp"
#include "lib/plan/plan.hpp"
#include "lib/plan/report.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
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
  Outcome execute(const Step& planned);
  Step settled(const Step& step);
  /// The result of the lines of one write.
  struct Told {
    bool taken = false;    // at least one of them, and the command that commits it
    sys::Errno error = 0;  // of the last refused line
    std::vector<std::string> refused;
  };

  Outcome write(const Step& step, Outcome outcome);
  Outcome put_back(const Step& step, Outcome outcome);
  Outcome try_way(const Step& step, const WayBack& way, Outcome outcome);
  Told tell(const Knob& knob, std::string_view bytes);
  void drop_edits(const Step& step);
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
