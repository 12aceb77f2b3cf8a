// SPDX-License-Identifier: MIT
// Formats variables for the programs that read such files.
#include "daemon/publish/environment_file.hpp"

#include "lib/start/environment_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::publish {
namespace {

/// A word of Tcl in which nothing is substituted.
std::string quoted_for_tcl(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\' || c == '$' || c == '[') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + "\"";
}

/// Lists that the caller may have are extended, so that unloading leaves the caller's part.
std::string set_in_module(const ProcessEnvironment::Variable& variable) {
  const auto* command = variable.name == "LD_LIBRARY_PATH" ? "prepend-path" : "setenv";
  return fmt::format("{} {} {}\n", command, variable.name, quoted_for_tcl(variable.value));
}

}  // namespace

std::string environment_path(const std::string& runtime, std::string_view name) {
  return fmt::format("{}/environment/{}.env", runtime, name);
}

std::string session_path(const std::string& runtime) { return runtime + "/session.env"; }

std::string environment_text(std::string_view title, const ProcessEnvironment& environment) {
  return comment_in_environment_file(title) + to_environment_file(environment);
}

std::string module_text(std::string_view title, const ProcessEnvironment& environment) {
  auto out = fmt::format("#%Module1.0\nmodule-whatis {}\nconflict rmcp\n", quoted_for_tcl(title));
  for (const auto& note : environment.notes) out += comment_in_environment_file(note);
  for (const auto& [name, why] : environment.unset) out += fmt::format("unsetenv {}\n", name);
  for (const auto& variable : environment.set) out += set_in_module(variable);
  return out;
}

std::string module_name(std::string_view device) {
  std::string out(device);
  std::replace(out.begin(), out.end(), ':', '-');
  return out;
}

}  // namespace rmcp::publish
