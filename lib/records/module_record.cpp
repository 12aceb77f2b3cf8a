// SPDX-License-Identifier: MIT
// The state of the module as named fields.
#include "lib/module/module_state.hpp"
#include "lib/records/record.hpp"

namespace rmcp {

Record describe(const ParameterRow& row) {
  return {{"name", row.name},
          {"configured", row.configured},
          {"origin", row.origin},
          {"device", row.device},
          {"loaded", row.loaded},
          {"initramfs", row.initramfs},
          {"command_line", row.command_line},
          {"other", row.other},
          {"wins", row.wins},
          {"state", row.state},
          {"note", row.note}};
}

Record describe(const ModuleState& module) {
  return {{"kernel", module.kernel},         {"file", module.file},
          {"problem", module.problem},       {"rebuild", module.rebuild},
          {"reboot_for", module.reboot_for}, {"initramfs_stale", module.initramfs_stale}};
}

}  // namespace rmcp
