// SPDX-License-Identifier: MIT
// Where the system's default library set lies: STATE/default-set/current leads to one of two
// folders, so that a new one is whole before it takes the other one's place.
#pragma once
#include "daemon/publish/default_set.hpp"
#include "lib/sets/default_library_state.hpp"
#include "lib/sys/file.hpp"

#include <string>

namespace rmcp::publish {

class DefaultFolder {
 public:
  explicit DefaultFolder(const std::string& state) : top_(state + "/default-set") {}

  const std::string& top() const { return top_; }
  /// `STATE/default-set/current`.
  std::string current() const { return top_ + "/current"; }

  /// DefaultSet::contents of what is there; empty: nothing is.
  std::string contents() const;
  /// The same of what the loader was told about last.
  std::string cached() const;
  /// The unit is telling the loader about just these contents. It notes them before ldconfig, which
  /// takes a second on a large system.
  bool is_being_cached() const;
  /// Drops such a note, which may be of a run that a power cut has ended.
  void forget_run() const;

  /// Takes the place of what is there. 0, or the errno.
  sys::Errno put(const DefaultSet& set) const;
  sys::Errno remove() const;

 private:
  std::string top_;
};

/// What has become of the choice, by what lies in the folder. Writes nothing.
DefaultLibraryState state_in(const DefaultFolder& folder, const DefaultChoice& choice);

}  // namespace rmcp::publish
