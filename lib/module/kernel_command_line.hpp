// SPDX-License-Identifier: MIT
// The kernel command line as words, and its arguments for a module.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The kernel treats `-` and `_` in names as equal (kernel/params.c:dash2underscore).
std::string underscored(std::string_view name);

/// Words of a kernel command line, or of a module's options, which the kernel reads the same way; a
/// blank between double quotes separates nothing, and `--`, the last word then, ends the arguments
/// for the kernel (lib/cmdline.c:next_arg, kernel/params.c:parse_args).
std::vector<std::string> kernel_words(std::string_view cmdline);

/// `amdgpu.noretry=1` as noretry and 1; the last one of a name counts. A name alone is true
/// (kernel/params.c:param_set_bool).
std::map<std::string, std::string, std::less<>> module_arguments(std::string_view cmdline,
                                                                 std::string_view module);

}  // namespace rmcp
