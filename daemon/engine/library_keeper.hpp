// SPDX-License-Identifier: MIT
// Keeps the library sets verified: at start, on reload, and when something in their folders
// changes. Lives in the loop; files are read on threads.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/sys/folder_watch.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/paths.hpp"
#include "lib/sys/rounds.hpp"
#include "lib/text/origin.hpp"
#include "lib/verify/registry.hpp"
#include "lib/verify/system.hpp"
#include "lib/verify/verify.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rmcp::engine {

using LibrarySets = verify::Registry;  // its sets verified

/// That there is nothing new in what matters to devices.
bool same(const LibrarySets& a, const LibrarySets& b);

/// Reads and verifies; what a round does. Blocks.
LibrarySets look_at_libraries(const sys::Paths& paths, unsigned owner);
/// The same with another depth for the set of this name, or for all where it is empty.
LibrarySets look_at_libraries(const sys::Paths& paths, unsigned owner, verify::Depth depth,
                              const std::string& name);

/// A round for the manifests, then one for each set: a prefix that does not answer is the matter of
/// its own set only.
class LibraryKeeper {
 public:
  struct Options {
    sys::Paths paths;
    unsigned owner = 0;
    std::chrono::milliseconds patience = sys::kPatience;
    /// Run on a verified set by the worker that has verified it: what else has to be known of its
    /// files.
    std::function<void(LibrarySet&)> look_closer = [](LibrarySet&) {};
    /// Called in the loop when the folders of manifests cannot be read: what was known of sets
    /// stays.
    std::function<void(const std::string& why)> unreadable = [](const std::string&) {};
  };
  /// Called in the loop when all sets are known, and when one of them changes later.
  using Done = std::function<void(std::shared_ptr<const LibrarySets>)>;

  LibraryKeeper(sys::Loop& loop, Options options, Done done);
  ~LibraryKeeper();

  /// Starts a round, or another one when one runs.
  void look();
  /// Nobody can wait any longer, as they have `waited`: sets that are not known yet count as
  /// unreachable until they are.
  void hurry(std::chrono::milliseconds waited);

 private:
  class OneSet;
  struct Found {
    verify::Manifests manifests;
    std::shared_ptr<const verify::SystemLibraries> system;
    sys::FolderMarks marks;
  };

  static Found read(const Options& options);
  void take(Found found);
  void fail(const std::string& why);
  void tell_when_complete();

  sys::Loop& loop_;
  Options options_;
  Done done_;
  sys::Rounds<Found> manifests_;
  sys::FolderWatch watch_;
  LibrarySets unreadable_;  // what is known without a look at any prefix
  std::map<std::string, std::unique_ptr<OneSet>> sets_;  // by the file of the manifest
};

}  // namespace rmcp::engine
