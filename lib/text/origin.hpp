// SPDX-License-Identifier: MIT
// The place where a setting or a diagnostic comes from.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// Origin::file of a setting made at run time, and its section: how long it stays.
inline constexpr std::string_view kOverrideFile = "override";
inline constexpr std::string_view kOverrideKept = "kept", kOverrideTransient = "until reboot";

struct Origin {
  std::string file;  // the path for the administrator, or kOverrideFile
  unsigned line = 0;
  unsigned column = 0;
  std::string section;  // name of the rule or profile; of an override how long it stays

  bool operator==(const Origin&) const = default;
};

/// `20-egpu.toml:7`: the file's own name and the line.
std::string short_form(const Origin& origin);

enum class Severity { error, advice };
std::string_view to_string(Severity);

struct Diagnostic {
  Severity severity = Severity::error;
  Origin origin;
  std::string message;

  bool operator==(const Diagnostic&) const = default;
};

/// `/etc/rmcp/policy.d/20-egpu.toml:7:3: error: message`, in the format of a compiler.
std::string to_string(const Diagnostic& diagnostic);

}  // namespace rmcp
