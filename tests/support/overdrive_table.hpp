// SPDX-License-Identifier: MIT
// A card's overdrive table between an edit and what the firmware follows. All files of the table
// (pp_od_clk_voltage, gpu_od/fan_ctrl/*, and of newer cards the part of the power cap above its
// default) show the edits at once; a commit sends the table. Pure.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace rmcp::testbed {

/// What a commit sends. Read: navi10_ppt.c, sienna_cichlid_ppt.c, smu_v13_0_0_ppt.c,
/// smu_v13_0_7_ppt.c, smu_v14_0_2_ppt.c:..._od_edit_dpm_table and ..._set_power_limit of Linux 6.1,
/// 6.12 and 7.3. That the firmware drops what a mask leaves out is inferred: from people's reports,
/// and from 7.3, which leaves a setting out to drop it.
enum class Commits {
  whole,   // the table, without a mask: up to RDNA2
  edited,  // with a mask of what was edited since the last commit: RDNA3 and later, Linux 6.12
  kept,    // with a mask of all that was ever committed: RDNA3 and later, Linux 7.3
};

class OverdriveTable {
 public:
  using Texts = std::map<std::string, std::string>;  // by attribute

  /// `initial`: what the driver started with.
  explicit OverdriveTable(Texts initial);

  /// The files of the table; "hwmon/power1_cap" and its default belong to it.
  static bool has(std::string_view attribute);

  void set_commits(Commits commits) { commits_ = commits; }
  /// A command that the driver took. `shown`: all files afterwards; `commit`: it ends the edits.
  void take(std::string_view attribute, std::string_view command, const Texts& shown, bool commit);
  /// What the firmware follows, by attribute.
  [[nodiscard]] const Texts& in_force() const { return in_force_; }

 private:
  void take_cap(const Texts& shown);
  void send(const Texts& shown, unsigned mask);
  [[nodiscard]] bool differs(const Texts& shown, unsigned feature) const;

  Commits commits_;
  Texts initial_, user_, in_force_;
  unsigned edited_ = 0;  // features since the last commit
  unsigned ever_ = 0;    // features of all commits
  bool above_ = false;   // the cap, above the limit of its own message
};

}  // namespace rmcp::testbed
