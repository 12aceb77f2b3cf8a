// SPDX-License-Identifier: MIT
// Ways to restore the value from before rmcpd on a card. A driver does not accept every value that
// a card shows, so there may be several ways, and there may be none.
#pragma once
#include "lib/knobs/reading.hpp"
#include "lib/knobs/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

struct WayBack {
  std::string write;           // the bytes
  std::optional<Value> shows;  // the value that the card shows afterwards; empty: unknown
  std::string how;  // the words after "back": "by its points alone"; empty: exactly as before
  bool whole_table = false;  // resets the file and writes the rest of it again, as it is by then
};

/// The best one first. Without any, `why_not` gives the reason; with one, the reason why it is not
/// an exact restore.
struct WaysBack {
  std::vector<WayBack> ways;
  std::string why_not;
};

struct Knob;

// Columns of codecs. `now`: the value that the card shows at the time of the restore; empty:
// unknown.

/// The value itself, if the card can have it, else the driver's start value.
WaysBack as_it_was(const Knob&, const Value& before, const std::optional<Value>& now,
                   const Reading&);
/// The same for files of several lines: the changed points alone, a reset of the table.
WaysBack by_lines(const Knob&, const Value& before, const std::optional<Value>& now,
                  const Reading&);

/// The driver's start value, as the last way of all.
void add_default(WaysBack& back, const Knob&, const Reading&);

/// `point 0`, `the core clock`: the subject of a line written to the knob's file, for people.
std::string subject_of(const Knob&, std::string_view line);

}  // namespace rmcp
