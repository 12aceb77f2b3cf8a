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

constexpr FieldOf<ProbeRow> kProbeFields[] = {
    {{"name"}, of<&ProbeRow::name>},       {{"device"}, of<&ProbeRow::device>},
    {{"address"}, of<&ProbeRow::address>}, {{"wanted"}, of<&ProbeRow::wanted>},
    {{"origin"}, of<&ProbeRow::origin>},   {{"probed"}, of<&ProbeRow::probed>},
    {{"way"}, of<&ProbeRow::way>},         {{"state"}, of<&ProbeRow::state>},
    {{"note"}, of<&ProbeRow::note>},
};

Field probe_values(const ModuleState& module) { return describe_all(module.probe_rows); }

constexpr FieldOf<ModuleState> kModuleFields[] = {
    {{"kernel"}, of<&ModuleState::kernel>},
    {{"file"}, of<&ModuleState::file>},
    {{"problem"}, of<&ModuleState::problem>},
    {{"rebuild"}, of<&ModuleState::rebuild>},
    {{"reboot_for"}, of<&ModuleState::reboot_for>},
    {{"initramfs_stale"}, of<&ModuleState::initramfs_stale>},
    {{"overdrive_taints"}, of<&ModuleState::overdrive_taints>},
    {{"probe_unused"}, of<&ModuleState::probe_unused>},
    {{"probe_problem"}, of<&ModuleState::probe_problem>},
    {{"probe_values", Unknown::never, keys_of<ProbeRow>}, probe_values},
};

}  // namespace

Record describe(const ParameterRow& row) { return read(kRowFields, row); }
Record describe(const ProbeRow& row) { return read(kProbeFields, row); }
Record describe(const ModuleState& module) { return read(kModuleFields, module); }

template <>
std::span<const Key> keys_of<ParameterRow>() {
  return keys<kRowFields>();
}

template <>
std::span<const Key> keys_of<ProbeRow>() {
  return keys<kProbeFields>();
}

template <>
std::span<const Key> keys_of<ModuleState>() {
  return keys<kModuleFields>();
}

}  // namespace rmcp
