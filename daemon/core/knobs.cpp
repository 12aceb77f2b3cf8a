// SPDX-License-Identifier: MIT
// THE table: everything that root can be made to write by policy stands in its rows, which are in
// knobs_*.cpp by group. The order of rows is the order of application; the reverse is the order of
// revert.
#include "core/codecs.hpp"
#include "core/knob_groups.hpp"
#include "core/module_parameter.hpp"

#include <vector>

namespace rmcp {
namespace {

const Knob kEnvironment[] = {
    {.name = "environment.*",
     .kind = KnobKind::environment,
     .scope = Scope::process,
     .codec = &kTextCodec,
     .activation = Activation::process,
     .risk = always_safe,
     .read_wakes = false,
     .present_on = "every card",
     .doc = "A variable that programs on this device should be started with; published, not "
            "written anywhere.",
     .source = "the program that reads the variable"},
};

std::vector<Knob> join() {
  std::vector<Knob> all;
  for (const auto group :
       {attribute_knobs(), overdrive_knobs(), fan_knobs(), parameter_knobs(), environment_knobs()})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

}  // namespace

std::span<const Knob> environment_knobs() { return kEnvironment; }

std::span<const Knob> knobs() {
  static const auto all = join();
  return all;
}

}  // namespace rmcp
