// SPDX-License-Identifier: MIT
// Writes commands, a line at a time, and commits the edits of the overdrive table once.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job_control.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::engine {

/// The result of the lines of one write.
struct Told {
  bool taken = false;    // at least one of them
  sys::Errno error = 0;  // of the last refused line
  std::vector<std::string> refused;
};

class TableWriter {
 public:
  enum class Refused { stop, go_on };  // after a line that the driver refuses

  TableWriter(backend::Backend& backend, const Device& device, JobControl& control)
      : backend_(backend), device_(device), control_(control) {}

  /// Texts that are no commands are written in one go. A transient error always ends the write.
  Told write(const Knob& knob, std::string_view bytes, Refused refused);
  /// In the file of the last edit. Nothing edited: nothing written.
  sys::Status commit();
  /// Replaces the edits of a write that has failed: they wait in the driver, and the next commit
  /// would put them in force, whichever program makes it. `original`: of the values before.
  void drop(const Knob& knob, std::string_view original);

 private:
  struct Edit {
    const Knob* knob;
    std::string line;
  };

  sys::Status write_line(const Knob& knob, std::string_view line);
  void note(const Knob& knob, std::string_view line);
  void write_again();

  backend::Backend& backend_;
  const Device& device_;
  JobControl& control_;
  std::vector<Edit> edits_;     // since the first commit's first edit
  const Knob* last_ = nullptr;  // of the last edit; null: nothing to commit
  bool committed_ = false;      // the edits noted so far
};

}  // namespace rmcp::engine
