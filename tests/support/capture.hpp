// SPDX-License-Identifier: MIT
// Reads folders that users of other projects saved from their machines: cards as copied from sysfs
// (cardN/device/...), KFD topologies without anything else, or both.
#pragma once
#include "machine_file.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::testbed {

tl::expected<MachineFile, std::string> read_capture(const std::string& directory);

/// A file or a folder: a description of ours, or a capture.
tl::expected<MachineFile, std::string> read_machine(const std::string& path);

}  // namespace rmcp::testbed
