// SPDX-License-Identifier: MIT
// The table of fields of what programs get that nobody starts by hand.
#include "lib/records/field_table.hpp"
#include "lib/start/program_export.hpp"

namespace rmcp {
namespace {

Field addresses(const ProgramExport& program) {
  std::vector<std::string> out;
  for (const auto& address : program.addresses) out.push_back(to_string(address));
  return out;
}

Field next_step_of(const ProgramExport& program) {
  return to_field(next_step(program.hindrance.obstacle));
}

constexpr FieldOf<ProgramExport> kProgramFields[] = {
    {{"kind"}, of<&ProgramExport::kind>},
    {{"name"}, of<&ProgramExport::name>},
    {{"devices"}, of<&ProgramExport::devices>},
    {{"addresses"}, addresses},
    {{"result"}, of<&ProgramExport::result>},
    {{"environment"}, of<&ProgramExport::environment>},
    {{"library"}, of<&ProgramExport::library>},
    {{"reason"}, of<&ProgramExport::hindrance, &Hindrance::reason>},
    {{"next_step"}, next_step_of},
    {{"file"}, of<&ProgramExport::origin, &Origin::file>},
    {{"line"}, of<&ProgramExport::origin, &Origin::line>},
};

}  // namespace

Record describe(const ProgramExport& program) { return read(kProgramFields, program); }

template <>
std::span<const Key> keys_of<ProgramExport>() {
  return keys<kProgramFields>();
}

}  // namespace rmcp
