// SPDX-License-Identifier: MIT
// Whether a program would run on a library set, for each mode of starting it.
#pragma once
#include "client/inspect/runtime.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The modes of `rmcpctl run --mode=`; `as_is`: without rmcpctl.
enum class StartMode { as_is, path, preload, mount };
std::string_view to_string(StartMode mode);
std::optional<StartMode> parse_start_mode(std::string_view text);

/// The program: the same for all modes.
struct ProgramFiles {
  std::string program;
  std::vector<std::string> later;  // libraries that it opens while it runs
};

struct SetUse {
  StartMode mode = StartMode::as_is;
  LoaderSetup setup;  // the variables of this start
  LoadResult loaded;
  std::vector<RuntimeLibrary> libraries;
  std::vector<Copies> copies;
  bool whole = false;   // every library that both have comes from the set, once
  std::string why_not;  // in words, if it is not whole
};

/// The start in one mode. `path`: the set's folders in LD_LIBRARY_PATH; `preload`: its runtime in
/// LD_PRELOAD as well; `mount`: its files over those of the same kind, and LD_LIBRARY_PATH, with
/// the folders of companions that they find only from their own place.
SetUse try_start(const ProgramFiles& what, StartMode mode, const LoaderSetup& setup,
                 const LibrarySet& set, Files& files);

/// The first of path, preload and mount that gives the whole set; nothing if none does.
std::optional<StartMode> best_mode(const ProgramFiles& what, const LoaderSetup& setup,
                                   const LibrarySet& set, Files& files);

/// The variables of a start, added to the existing ones.
LoaderSetup setup_for(StartMode mode, LoaderSetup setup, const LibrarySet& set);

}  // namespace rmcp::client
