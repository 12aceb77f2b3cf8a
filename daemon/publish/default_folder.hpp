// SPDX-License-Identifier: MIT
// The place of the system's default library set: the folder of links STATE/default-set.
#pragma once
#include "daemon/publish/default_set.hpp"
#include "daemon/publish/link_folder.hpp"
#include "lib/sets/default_library_state.hpp"
#include "lib/sys/errno.hpp"

#include <string>

namespace rmcp::publish {

class DefaultFolder {
 public:
  explicit DefaultFolder(const std::string& state) : folder_(state + "/default-set") {}

  [[nodiscard]] const std::string& top() const { return folder_.top(); }
  /// `STATE/default-set/current`.
  [[nodiscard]] std::string current() const { return folder_.current(); }

  /// DefaultSet::contents of the present folder; empty: there is none.
  [[nodiscard]] std::string contents() const { return folder_.text("contents"); }
  /// The same for the set that the loader was last told about.
  [[nodiscard]] std::string cached() const;
  /// True while the unit tells the loader about these contents. The unit records them before
  /// ldconfig, which takes a second on a large system.
  [[nodiscard]] bool is_being_cached() const;
  /// Drops such a record, which may be of a run that a power cut has ended.
  void forget_run();

  /// Replaces the present folder.
  sys::Status put(const DefaultSet& set);
  sys::Status remove();

 private:
  LinkFolder folder_;
};

/// The state of the choice, from the contents of the folder. Writes nothing.
DefaultLibraryState state_in(const DefaultFolder& folder, const DefaultChoice& choice);

}  // namespace rmcp::publish
