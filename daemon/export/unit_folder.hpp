// SPDX-License-Identifier: MIT
// Files and links for services below the runtime directory: those that are wanted, and no others.
#pragma once
#include "export/unit_files.hpp"
#include "sys/loop_files.hpp"

#include <string>

namespace rmcp::exported {

/// Writes what differs, removes what is not wanted. Empty, or what could not be done.
std::string keep_unit_files(const sys::LoopFiles& disk, const std::string& runtime,
                            const UnitFiles& files);

}  // namespace rmcp::exported
