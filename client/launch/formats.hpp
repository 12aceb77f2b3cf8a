// SPDX-License-Identifier: MIT
// A program's variables for shells, for systemd, for xargs and as JSON. One escaper for each.
#pragma once
#include "client/document/json_fwd.hpp"
#include "lib/start/process_environment.hpp"

#include <string>
#include <string_view>

namespace rmcp::client {

enum class EnvironmentFormat {
  sh,  // export A='b'; unset C
  json,
  systemd,  // lines of an EnvironmentFile=, which cannot unset variables
  null,     // A=b, each ended by a NUL: env -S, xargs -0
};
std::optional<EnvironmentFormat> parse_environment_format(std::string_view text);

std::string to_text(const ProcessEnvironment& environment, EnvironmentFormat format);
/// {"error", "set":[{name, value, why}], "unset":[{name, why}], "notes":[..]}
Json to_json(const ProcessEnvironment& environment);

}  // namespace rmcp::client
