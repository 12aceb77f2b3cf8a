// SPDX-License-Identifier: MIT
// Keeps the system's default library set as policy and the sets are. Lives in the loop: links are
// written when there is news. What tells the dynamic loader is a unit of systemd's, which a file in
// the runtime directory calls for.
#pragma once
#include "core/default_library_state.hpp"
#include "export/default_folder.hpp"
#include "sys/folder_watch.hpp"
#include "sys/loop.hpp"
#include "sys/paths.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rmcp::exported {

class DefaultKeeper {
 public:
  using Changed = std::function<void(const DefaultLibraryState&)>;

  /// Without `write` nothing on disk is touched: mode observe.
  DefaultKeeper(sys::Loop& loop, const sys::Paths& paths, bool write, Changed changed);

  void set_wish(std::optional<DefaultLibrary> wish);
  /// Until they are known, what is there stays.
  void set_library_sets(std::shared_ptr<const std::vector<LibrarySet>> sets);

 private:
  void look();
  DefaultLibraryState bring_about();
  std::string keep(const LibrarySet* set);
  void call_for_unit(bool wanted) const;

  DefaultFolder folder_;
  std::string call_;  // the file that starts the unit
  bool write_;
  Changed changed_;
  sys::FolderWatch watch_;
  std::optional<DefaultLibrary> wish_;
  std::shared_ptr<const std::vector<LibrarySet>> sets_;
  std::optional<DefaultLibraryState> state_;
};

}  // namespace rmcp::exported
