// SPDX-License-Identifier: MIT
// Lines for a driver.
#include "daemon/engine/table_writer.hpp"

#include "daemon/engine/passing.hpp"

#include <algorithm>
#include <cerrno>

namespace rmcp::engine {
namespace {

constexpr std::string_view kReset = "r";

/// Removes the first line from the text.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// smu_v13_0_0_ppt.c:smu_v13_0_0_od_edit_dpm_table goes on from the reset of a fan's file to the
/// commit.
bool is_commit_too(const Knob& knob, std::string_view line) {
  return line == kReset && knob.entry.command.empty();
}

}  // namespace

sys::Status TableWriter::write_line(const Knob& knob, std::string_view line) {
  control_.step();
  return control_.abandoned() ? sys::Status(ECANCELED) : backend_.write(device_, knob, line);
}

Told TableWriter::write(const Knob& knob, std::string_view bytes, Refused refused) {
  Told told;
  if (knob.write_as != WriteAs::lines) {
    const auto written = backend_.write(device_, knob, bytes);
    told.error = written.error();
    told.taken = written.done();
    return told;
  }
  if (is_in_table(knob))
    std::erase_if(edits_, [&](const Edit& edit) { return edit.knob == &knob; });
  while (!bytes.empty()) {
    const auto line = take_line(bytes);
    if (is_in_table(knob)) write_again();
    const auto written = write_line(knob, line);
    if (written.done()) {
      told.taken = true;
      std::erase(told.refused, line);
      note(knob, line);
      continue;
    }
    told.error = written.error();
    told.refused.emplace_back(line);
    if (refused == Refused::stop || passes(told.error) || line == kReset) {
      told.taken = false;
      break;
    }
  }
  return told;
}

void TableWriter::note(const Knob& knob, std::string_view line) {
  if (!is_in_table(knob)) return;
  last_ = &knob;
  if (line != kReset) edits_.push_back({&knob, std::string(line)});
  if (is_commit_too(knob, line)) committed_ = true;
}

/// Another commit in the same row would leave out what the first one has sent.
void TableWriter::write_again() {
  if (!committed_) return;
  committed_ = false;
  // The driver has taken them before, and each value is read back in the end.
  for (const auto& edit : edits_) write_line(*edit.knob, edit.line).ignore();
}

sys::Status TableWriter::commit() {
  if (last_ == nullptr) return sys::kDone;
  const auto committed = write_line(*last_, kCommit);
  last_ = nullptr;
  committed_ = true;
  return committed;
}

void TableWriter::drop(const Knob& knob, std::string_view original) {
  std::erase_if(edits_, [&](const Edit& edit) { return edit.knob == &knob; });
  if (!is_in_table(knob) || original.starts_with(kReset)) return;
  while (!original.empty()) {
    // An edit that cannot be replaced stays: nothing else drops it, and the write has failed
    // anyway.
    write_line(knob, take_line(original)).ignore();
  }
  if (edits_.empty()) last_ = nullptr;
}

}  // namespace rmcp::engine
