// SPDX-License-Identifier: MIT
// Problems of state files, now and since the process started: for the log and for status.
#pragma once
#include <string>
#include <vector>

namespace rmcp::state {

/// Reports a file with an unusable part. The first problem of a file counts. From any thread.
void report_damage(const std::string& path, const std::string& what);
bool is_damaged(const std::string& path);

/// Reports that a file could not be written, and why; an empty reason: it has been written.
void set_unwritten(const std::string& path, const std::string& why);

/// `/var/lib/rmcp/known-devices.json: damaged: vendor; ...`, a line a file, by path.
std::vector<std::string> complaints();

/// For tests: resets to the state after a start.
void forget_complaints();

}  // namespace rmcp::state
