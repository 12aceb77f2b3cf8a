// SPDX-License-Identifier: MIT
// How the value from before us comes back to a card. Not every value that a card shows is one that
// its driver takes, so there may be several ways, and there may be none.
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
  std::optional<Value> shows;  // what the card shows afterwards; empty: nobody can tell
  std::string how;             // behind "back": "by its points alone"; empty: just as it was
  bool whole_table = false;    // resets the file and writes the rest of it again, as it is by then
};

/// The best one first. Without any, `why_not` says why; with one, why it is not just as it was.
struct WaysBack {
  std::vector<WayBack> ways;
  std::string why_not;
};

struct Knob;

// What codecs answer with. `now`: what the card shows when it is time to go back; empty: not known.

/// The value itself, if the card can have it, else what the driver starts with.
WaysBack as_it_was(const Knob&, const Value& before, const std::optional<Value>& now,
                   const Reading&);
/// The same for files of several lines: the changed points alone, a reset of the table.
WaysBack by_lines(const Knob&, const Value& before, const std::optional<Value>& now,
                  const Reading&);

/// The value that the driver starts with, as the last way of all.
void add_default(WaysBack& back, const Knob&, const Reading&);

/// `point 0`, `the core clock`: what a line written to the knob's file is about, for people.
std::string subject_of(const Knob&, std::string_view line);

}  // namespace rmcp
