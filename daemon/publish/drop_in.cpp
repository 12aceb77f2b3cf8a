// SPDX-License-Identifier: MIT
// Words the drop-in of a unit.
#include "daemon/publish/drop_in.hpp"

#include "daemon/publish/environment_file.hpp"

#include <fmt/format.h>

namespace rmcp::publish {
namespace {

std::string doubled(std::string_view text, std::string_view what) {
  std::string out;
  for (const char c : text) {
    if (what.find(c) != what.npos) out += c;
    out += c;
  }
  return out;
}

/// In unit files % begins a specifier, and \ an escape where the value is a list or a glob.
std::string escaped(std::string_view text) { return doubled(text, "%\\"); }
/// Where a file is mounted from: a colon ends it.
std::string mount_source(std::string_view text) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c == ':') out += '\\';
    out += c;
  }
  return out;
}
/// A path of a condition is neither.
std::string condition_path(std::string_view path) { return doubled(path, "%"); }

}  // namespace

std::string drop_in_file(const std::string& folder, const std::string& unit) {
  return folder + "/" + unit + ".d/50-rmcp.conf";
}

std::string drop_in_text(const ServiceUnit& unit, const std::vector<RuntimeFile>& files,
                         const std::string& runtime) {
  const auto variables = environment_path(runtime, unit.name);
  auto out = fmt::format("# Made by rmcp-generator from {}:{}\n[Unit]\n", unit.origin.file,
                         unit.origin.line);
  // Ordered after rmcpd, the service starts once rmcpd has probed all cards.
  out += "Wants=rmcpd.service\nAfter=rmcpd.service\n";
  if (unit.absent == Absent::fail)
    out += fmt::format("AssertPathExists={}\n", condition_path(variables));
  // Skipped, not blocked: a start job that waits for a card would keep the boot from finishing.
  if (unit.absent == Absent::wait)
    out += fmt::format("Wants=rmcp-wait@{}.path\nConditionPathExists={}\n", unit.name,
                       condition_path(variables));
  out += "\n[Service]\n";
  // Read anew for each process: a file that appears while another process waits is included.
  out += fmt::format("EnvironmentFile=-{}\n", escaped(variables));
  for (const auto& file : files)
    out += fmt::format("BindReadOnlyPaths=-{}:{}\n",
                       mount_source(cover_path(runtime, unit.name, file.soname)), file.path);
  return out;
}

}  // namespace rmcp::publish
