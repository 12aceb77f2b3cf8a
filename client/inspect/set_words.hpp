// SPDX-License-Identifier: MIT
// The sentences about a program and a device's library set. Pure.
#pragma once
#include "client/inspect/set_use.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// `asked`: the requested start; `best`: a mode that gives the whole set.
std::string set_words(const LibrarySet& set, const SetUse& asked, std::optional<StartMode> best);

/// For a process whose libraries were compared with the set.
std::string process_words(const LibrarySet& set, const std::vector<RuntimeLibrary>& libraries);

std::string broken_words(const LibrarySet& set);

}  // namespace rmcp::client
