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
#include <set>
#include <string>
#include <vector>

namespace rmcp::engine {

using LibrarySets = verify::Registry;  // its sets verified

/// True if the two registries are equal in everything that devices depend on.
bool same(const LibrarySets& a, const LibrarySets& b);

/// Reads and verifies: the work of one round. Blocks. `depth` is for the set of this name, or for
/// all if it is empty; others get a quick verification.
LibrarySets verify_libraries(const sys::Paths& paths, unsigned owner, verify::Depth depth,
                             const std::string& name);

/// One round for the manifests, then one for each set: a prefix that does not answer affects its
/// own set only.
class LibraryKeeper {
 public:
  struct Options {
    sys::Paths paths;
    unsigned owner = 0;
    std::chrono::milliseconds patience = sys::kPatience;
    /// Runs on a verified set, on the worker that has verified it: collects other facts about its
    /// files.
    std::function<void(LibrarySet&)> find_files = [](LibrarySet&) {};
    /// Runs on the worker that has read the manifests: the paths of all of them.
    std::function<void(const std::set<std::string>& manifests)> forget_others =
        [](const std::set<std::string>&) {};
    /// Called in the loop if the folders of manifests cannot be read: the known sets stay.
    std::function<void(const std::string& why)> unreadable = [](const std::string&) {};
  };
  /// Called in the loop when all sets are known, and when one of them changes later.
  using Done = std::function<void(std::shared_ptr<const LibrarySets>)>;

  LibraryKeeper(sys::Loop& loop, Options options, Done done);
  ~LibraryKeeper();

  /// Starts a round, or another one after a running round.
  void refresh();
  /// Ends the wait after `waited`: sets that are not known yet count as unreachable until they are.
  void hurry(std::chrono::milliseconds waited);

 private:
  class OneSet;
  struct Found {
    verify::Manifests manifests;
    std::shared_ptr<const verify::SystemLibraries> system;
    sys::FolderMarks marks;
  };

  static Found read(const Options& options);
  void accept(Found found);
  void fail(const std::string& why);
  void tell_when_complete();

  sys::Loop& loop_;
  Options options_;
  Done done_;
  sys::Rounds<Found> manifests_;
  sys::FolderWatch watch_;
  LibrarySets unreadable_;                               // known without access to any prefix
  std::map<std::string, std::unique_ptr<OneSet>> sets_;  // by the file of the manifest
};

}  // namespace rmcp::engine
