// SPDX-License-Identifier: MIT
// Reads folders that users of other projects saved from their machines: cards as copied from sysfs
// (cardN/device/...), KFD topologies without anything else, or both.
#pragma once
#include "lib/text/failure.hpp"
#include "machine_file.hpp"

#include <string>

namespace rmcp::testbed {

Expected<MachineFile> read_capture(const std::string& directory);

/// A file or a folder: a description of ours, or a capture.
Expected<MachineFile> read_machine(const std::string& path);

}  // namespace rmcp::testbed
