// SPDX-License-Identifier: MIT
// The sentences about a program and a device's library set. Pure.
#pragma once
#include "client/inspect/set_use.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// `asked`: the start that was asked about; `best`: a way that gives the set whole.
std::string set_words(const LibrarySet& set, const SetUse& asked, std::optional<StartMode> best);

/// Of a process whose libraries were compared with the set.
std::string process_words(const LibrarySet& set, const std::vector<RuntimeLibrary>& libraries);

std::string broken_words(const LibrarySet& set);

}  // namespace rmcp::client
