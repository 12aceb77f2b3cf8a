// SPDX-License-Identifier: MIT
// Keeps the library sets verified: at start, on reload, and when something in their folders
// changes. Lives in the loop; files are read on a thread, one round at a time.
#pragma once
#include "core/library_set.hpp"
#include "core/origin.hpp"
#include "library/registry.hpp"
#include "library/verify.hpp"
#include "sys/folder_watch.hpp"
#include "sys/loop.hpp"
#include "sys/paths.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rmcp::engine {

using LibrarySets = library::Registry;  // its sets verified

/// That there is nothing new in what matters to devices.
bool same(const LibrarySets& a, const LibrarySets& b);

/// Reads and verifies; what a round does. Blocks.
LibrarySets look_at_libraries(const sys::Paths& paths, unsigned owner);
/// The same with another depth for the set of this name, or for all where it is empty.
LibrarySets look_at_libraries(const sys::Paths& paths, unsigned owner, library::Depth depth,
                              const std::string& name);

class LibraryKeeper {
 public:
  /// Called in the loop when a round has ended.
  using Done = std::function<void(std::shared_ptr<const LibrarySets>)>;

  LibraryKeeper(sys::Loop& loop, sys::Paths paths, unsigned owner, Done done);

  /// Starts a round, or another one when one runs.
  void look();

 private:
  void start();
  void finished(LibrarySets found, const std::string& error);
  std::vector<std::string> folders(const LibrarySets& found) const;

  sys::Paths paths_;
  unsigned owner_;
  Done done_;
  sys::Mailbox mailbox_;
  sys::FolderWatch watch_;
  bool running_ = false;
  bool again_ = false;
};

}  // namespace rmcp::engine
