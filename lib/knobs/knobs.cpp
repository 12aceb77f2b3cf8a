// SPDX-License-Identifier: MIT
// THE table: its rows name every file that policy can make root write to; they are in knobs_*.cpp
// by group. The order of rows is the order of application; the reverse is the order of revert.
#include "lib/knobs/knob_groups.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"

#include <vector>

namespace rmcp {
namespace {

std::vector<Knob> join() {
  std::vector<Knob> all;
  for (const auto group :
       {attribute_knobs(), overdrive_knobs(), fan_knobs(), parameter_knobs(), process_knobs()})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

}  // namespace

std::span<const Knob> knobs() {
  static const auto all = join();
  return all;
}

}  // namespace rmcp
