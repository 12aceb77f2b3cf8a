// SPDX-License-Identifier: MIT
// The tables of fields of the module amdgpu and of its parameters.
#include "lib/module/module_state.hpp"
#include "lib/records/field_table.hpp"

namespace rmcp {
namespace {

constexpr FieldOf<ParameterRow> kRowFields[] = {
    {{"name"}, of<&ParameterRow::name>},
    {{"state"}, of<&ParameterRow::state>},
    {{"configured"}, of<&ParameterRow::configured>},
    {{"origin"}, of<&ParameterRow::origin>},
    {{"device"}, of<&ParameterRow::device>},
    {{"loaded"}, of<&ParameterRow::loaded>},
    {{"initramfs"}, of<&ParameterRow::initramfs>},
    {{"command_line"}, of<&ParameterRow::command_line>},
    {{"other"}, of<&ParameterRow::other>},
    {{"wins"}, of<&ParameterRow::wins>},
    {{"note"}, of<&ParameterRow::note>},
};

constexpr FieldOf<ModuleState> kModuleFields[] = {
    {{"kernel"}, of<&ModuleState::kernel>},
    {{"file"}, of<&ModuleState::file>},
    {{"problem"}, of<&ModuleState::problem>},
    {{"rebuild"}, of<&ModuleState::rebuild>},
    {{"reboot_for"}, of<&ModuleState::reboot_for>},
    {{"initramfs_stale"}, of<&ModuleState::initramfs_stale>},
};

}  // namespace

Record describe(const ParameterRow& row) { return read(kRowFields, row); }
Record describe(const ModuleState& module) { return read(kModuleFields, module); }

template <>
std::span<const Key> keys_of<ParameterRow>() {
  return keys<kRowFields>();
}

template <>
std::span<const Key> keys_of<ModuleState>() {
  return keys<kModuleFields>();
}

}  // namespace rmcp
