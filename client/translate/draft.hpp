// SPDX-License-Identifier: MIT
// A rule or profile of policy as it is written: settings that policy accepts, and what was left out
// of the other tool's file, with the reason.
#pragma once
#include "lib/knobs/knob.hpp"
#include "lib/knobs/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The name of a setting in the other tool's file, and its line.
struct Source {
  std::string name;
  unsigned line = 0;
};

class Draft {
 public:
  /// Carries a setting over as `knob`. A value that policy would refuse is left out with the
  /// reason.
  void set(const Source& source, std::string_view knob, const Scalar& value,
           std::string_view note = {});
  /// Leaves a setting out.
  void leave(const Source& source, std::string_view reason);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  /// A setting is in force only on trial, confirmed or trusted.
  [[nodiscard]] bool has_risky() const { return risky_; }

  /// `[rule.attribute]` and the other tables, for a section `rule` or `profile`.
  [[nodiscard]] std::string tables(std::string_view section) const;
  /// Comments about everything that was left out.
  [[nodiscard]] std::string left_out() const;

 private:
  struct Line {
    const Knob* knob;
    std::string text;  // `power_cap = "150 W"`
    std::string note;
  };

  std::vector<Line> lines_;
  std::vector<std::string> left_out_;
  bool risky_ = false;
};

/// The text as comment lines that fit a terminal, in ASCII. Text of the other tool's file may be
/// part of it.
std::string comment(std::string_view text);

}  // namespace rmcp::client
