// SPDX-License-Identifier: MIT
// The wanted files and links for services below the runtime directory, and no others.
#pragma once
#include "daemon/publish/unit_files.hpp"
#include "lib/sys/loop_files.hpp"
#include "lib/text/failure.hpp"

#include <string>

namespace rmcp::publish {

/// Writes the differing files, removes the unwanted ones. Returns the first error.
Failure keep_unit_files(const sys::LoopFiles& disk, const std::string& runtime,
                        const UnitFiles& files);

}  // namespace rmcp::publish
