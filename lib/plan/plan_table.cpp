// SPDX-License-Identifier: MIT
// Gathers the steps of the overdrive table: the power cap, then all edits, for one commit.
//
// Up to RDNA2 a commit sends the whole table (navi10_ppt.c, sienna_cichlid_ppt.c, vega20_hwmgr.c).
// From RDNA3 on it sends, with the table, a mask of what was edited since the last commit
// (smu_v13_0_0_ppt.c, smu_v13_0_7_ppt.c, smu_v14_0_2_ppt.c:..._od_edit_dpm_table, Linux 6.12), and
// a power cap above the limit of its own message is sent at once, with the table as it stands
// (..._set_power_limit). People report that the settings left out of the mask are lost, although
// the files go on showing them. So all that is wanted goes into each commit. Linux 7.3 keeps a mask
// of all that was ever committed, and takes any order.
#include "lib/knobs/codecs/table.hpp"
#include "lib/knobs/knob_groups.hpp"
#include "lib/plan/plan_parts.hpp"

#include <algorithm>

namespace rmcp {
namespace {

using Steps = std::vector<Step>;

bool is_cap(const Step& step) { return step.name == kPowerCapKnob; }
bool is_set(const Step& step) { return step.action == Step::Action::set; }

bool has_offset_range(const Reading& reading) {
  const auto table = read_table_file(reading.raw);
  return table.range("VDDGFX_OFFSET") || table.range("SCLK_OFFSET");
}

/// RDNA3's drivers and later ones print such a range, and have files of the firmware's fan control.
bool sends_masks(const Readings& readings) {
  return std::any_of(readings.begin(), readings.end(), [](const auto& entry) {
    const auto* knob = find_knob(entry.first);
    if (knob == nullptr || !is_in_table(*knob) || entry.second.status != Reading::Status::ok)
      return false;
    return can_reset(*knob) || has_offset_range(entry.second);
  });
}

bool edits_table(const Step& step) { return is_in_table(*step.knob) && step.writes(); }
bool changes_table(const Step& step) {
  return edits_table(step) && (step.from.empty() || step.from != step.to);
}

/// The cap only where a value of the table changes: it is sent at once, in a mask of its own, and a
/// commit sends nothing if the table equals the one that was committed last.
void write_again(Steps& steps) {
  const bool needed = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return edits_table(step) || (is_cap(step) && step.writes());
  });
  const bool changes = std::any_of(steps.begin(), steps.end(), changes_table);
  for (auto& step : steps) {
    const bool belongs = is_in_table(*step.knob) ? needed : is_cap(step) && changes;
    if (belongs && is_set(step) && step.verdict.state == StepState::already)
      step.bytes.again = !step.bytes.write.empty();
  }
}

/// Edits; resets, which are commits in the fan's files; the fan's curve, which is in force if it
/// was edited last: every edit of these files sets the fan's mode.
int rank_of(const Step& step) {
  const auto& knob = *step.knob;
  if (!can_reset(knob)) return 0;
  if (!knob.entry.range_y.empty()) return 2;
  return step.bytes.write.starts_with(kResetOne) ? 1 : 0;
}

bool is_written(const Step& step) { return step.writes() || step.bytes.again; }

/// Among the settings if one of the table is written, since the level that some cards require comes
/// before them; else among the restores, which come before the level's.
void gather(Steps& steps) {
  const auto in_table = [](const Step& s) { return is_in_table(*s.knob); };
  const bool among_sets = std::any_of(steps.begin(), steps.end(), [&](const Step& s) {
    return in_table(s) && is_set(s) && is_written(s);
  });
  const auto is_other = [&](const Step& s) {
    return !in_table(s) || (is_set(s) ? !among_sets : among_sets && !s.writes());
  };
  const auto first = std::find_if(steps.begin(), steps.end(), [&](const Step& s) {
    return !is_other(s) && is_set(s) == among_sets;
  });
  const auto before = std::count_if(steps.begin(), first, is_other);
  const auto members = std::stable_partition(steps.begin(), steps.end(), is_other);
  std::stable_sort(members, steps.end(),
                   [](const Step& a, const Step& b) { return rank_of(a) < rank_of(b); });
  std::rotate(steps.begin() + before, members, steps.end());
}

void move_cap_ahead(Steps& steps) {
  const auto first = std::find_if(steps.begin(), steps.end(), [](const Step& s) {
    return is_in_table(*s.knob) && is_written(s);
  });
  const auto cap =
      std::find_if(first, steps.end(), [](const Step& s) { return is_cap(s) && is_written(s); });
  if (cap != steps.end()) std::rotate(first, cap, cap + 1);
}

}  // namespace

void gather_table(const Readings& readings, Steps& steps) {
  if (sends_masks(readings)) write_again(steps);
  gather(steps);
  move_cap_ahead(steps);
}

}  // namespace rmcp
