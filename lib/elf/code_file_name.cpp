// SPDX-License-Identifier: MIT
// Finds the gfx target in a file's name.
#include "lib/elf/code_file_name.hpp"

#include "lib/elf/gfx_processors.hpp"

namespace rmcp::elf {
namespace {

std::optional<CodeFileKind> kind_of(std::string_view name) {
  struct Ending {
    std::string_view text;
    CodeFileKind kind;
  };
  constexpr Ending kEndings[] = {
      {".co", CodeFileKind::kernels},    {".hsaco", CodeFileKind::kernels},
      {".kdb", CodeFileKind::kernels},   {".dat", CodeFileKind::index},
      {".yaml", CodeFileKind::index},    {".db", CodeFileKind::tuning},
      {".db.txt", CodeFileKind::tuning}, {".fdb.txt", CodeFileKind::tuning},
  };
  for (const auto& ending : kEndings)
    if (name.ends_with(ending.text)) return ending.kind;
  return std::nullopt;
}

/// The start of the GPU's name: the first character (MIOpen), or the one after the last separator
/// (Tensile).
std::size_t place_of_gpu(std::string_view name) {
  if (name.starts_with("gfx")) return 0;
  const auto at = std::max<std::size_t>(name.rfind("_gfx") + 1, name.rfind("-gfx") + 1);
  return at == 0 ? std::string_view::npos : at;
}

}  // namespace

std::optional<CodeFileName> parse_code_file_name(std::string_view name) {
  const auto kind = kind_of(name);
  const auto at = place_of_gpu(name);
  if (!kind || at == std::string_view::npos) return std::nullopt;
  // MIOpen's number of compute units may follow: gfx1030_36 is in decimal, gfx90a6e in hex.
  const auto processor = processor_at(name.substr(at));
  if (processor.empty()) return std::nullopt;
  CodeFileName out{*kind, std::string(processor)};
  const auto rest = name.substr(at + processor.size());
  for (const std::string_view feature : {"xnack-", "xnack+"})
    if (rest.starts_with("-") && rest.substr(1).starts_with(feature))
      out.target.append(":").append(feature);
  return out;
}

}  // namespace rmcp::elf
