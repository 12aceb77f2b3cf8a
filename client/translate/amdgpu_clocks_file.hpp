// SPDX-License-Identifier: MIT
// A file of amdgpu-clocks as data.
#pragma once
#include "client/translate/clock_points.hpp"
#include "client/translate/tree.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::client {

/// What stands in a section: points, or one number.
struct Section {
  ClockPoints points;
  std::optional<std::int64_t> number;
  unsigned line = 0;
};

struct Forced {
  std::string value;
  unsigned line = 0;
};

struct AmdgpuClocks {
  std::map<std::string, Section, std::less<>> sections;
  std::map<std::string, Forced, std::less<>> forced;
};

/// An error names the line that the script would not take either.
Translated<AmdgpuClocks> read_amdgpu_clocks(std::string_view text);

}  // namespace rmcp::client
