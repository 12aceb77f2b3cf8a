// SPDX-License-Identifier: MIT
// Files and links for services below the runtime directory: those that are wanted, and no others.
#pragma once
#include "daemon/publish/unit_files.hpp"
#include "lib/sys/loop_files.hpp"

#include <string>

namespace rmcp::publish {

/// Writes what differs, removes what is not wanted. Empty, or what could not be done.
std::string keep_unit_files(const sys::LoopFiles& disk, const std::string& runtime,
                            const UnitFiles& files);

}  // namespace rmcp::publish
