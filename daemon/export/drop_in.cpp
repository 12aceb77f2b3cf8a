// SPDX-License-Identifier: MIT
#include "export/drop_in.hpp"

#include "export/environment_file.hpp"

#include <fmt/format.h>

namespace rmcp::exported {
namespace {

/// In unit files % begins a specifier, and \ an escape in some of the values.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\\') out += c;
    out += c;
  }
  return out;
}

}  // namespace

std::string drop_in_text(const ServiceUnit& unit, const std::vector<RuntimeFile>& files,
                         const std::string& runtime, const std::string& client) {
  const auto variables = escaped(environment_path(runtime, unit.name));
  auto out = fmt::format("# Made by rmcp-generator of {}:{}\n[Unit]\n", unit.origin.file,
                         unit.origin.line);
  // Ordered behind it, the service starts when rmcpd has looked at all cards.
  out += "Wants=rmcpd.service\nAfter=rmcpd.service\n";
  if (unit.absent == Absent::fail) out += fmt::format("AssertPathExists={}\n", variables);
  out += "\n[Service]\n";
  if (unit.absent == Absent::wait) {
    out += "TimeoutStartSec=infinity\n";
    for (const auto& device : unit.devices)
      out +=
          fmt::format("ExecStartPre=+{} wait --timeout=2000000000 {}\n", escaped(client), device);
  }
  // Read for each process anew: what comes while another one waits is in there.
  out += fmt::format("EnvironmentFile=-{}\n", variables);
  for (const auto& file : files)
    out += fmt::format("BindReadOnlyPaths=-{}:{}\n",
                       escaped(cover_path(runtime, unit.name, file.soname)), file.path);
  return out;
}

}  // namespace rmcp::exported
