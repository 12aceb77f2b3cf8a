// SPDX-License-Identifier: MIT
// What is wrong with state files, and was found wrong with them since the process started: for the
// log and for status.
#pragma once
#include <string>
#include <vector>

namespace rmcp::state {

/// A file of which something cannot be used. The first thing that is wrong with it counts. From any
/// thread.
void note_damage(const std::string& path, const std::string& what);
bool is_damaged(const std::string& path);

/// A file that could not be written, for this reason; an empty one: it has been.
void note_unwritten(const std::string& path, const std::string& why);

/// `/var/lib/rmcp/known-devices.json: damaged: vendor; ...`, a line a file, by path.
std::vector<std::string> complaints();

/// For tests: as after a start.
void forget_complaints();

}  // namespace rmcp::state
