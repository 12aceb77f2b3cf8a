// SPDX-License-Identifier: MIT
#include "manifest_flaw.hpp"

#include "lib/verify/manifest.hpp"

namespace rmcp::test {
namespace {

using verify::ManifestFile;

std::string difference(const ManifestFile& read, const ManifestFile& again) {
  if (!again.ok()) return "what was written is refused: " + again.diagnostics.front().message;
  if (again.set.name != read.set.name || again.set.prefix != read.set.prefix) return "another set";
  if (again.set.priority != read.set.priority) return "another priority";
  if (again.set.libraries != read.set.libraries) return "other libraries";
  if (again.set.environment != read.set.environment) return "another environment";
  if (again.set.code != read.set.code || again.set.tuning != read.set.tuning) return "other code";
  return again.set.match == read.set.match ? "" : "another match";
}

}  // namespace

std::string manifest_flaw(std::string_view text) {
  const auto read = verify::read_manifest("/etc/rmcp/library-sets.d/fuzz.toml", text);
  for (const auto& diagnostic : read.diagnostics)
    if (diagnostic.message.empty()) return "a complaint without words";
  if (!read.ok()) return "";
  for (const auto& library : read.set.libraries)
    if (verify::check_relative_path(library.file)) return "a way out of the prefix";
  return difference(read, verify::read_manifest("fuzz.toml", verify::manifest_text(read.set)));
}

}  // namespace rmcp::test
