// SPDX-License-Identifier: MIT
// Keeps the system's default library set in step with policy and the sets. Lives in the loop; a
// worker writes the links, one round at a time. A unit of systemd tells the dynamic loader; a file
// in the runtime directory starts it.
#pragma once
#include "daemon/publish/default_round.hpp"
#include "lib/sets/default_library_state.hpp"
#include "lib/sys/folder_watch.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/paths.hpp"
#include "lib/sys/rounds.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::publish {

class DefaultKeeper {
 public:
  using Sets = std::shared_ptr<const std::vector<LibrarySet>>;
  using Changed = std::function<void(const DefaultLibraryState&)>;
  struct Options {
    sys::Paths paths;
    bool write = false;  // else nothing on disk is changed: mode observe
    std::chrono::milliseconds patience = sys::kPatience;
  };

  DefaultKeeper(sys::Loop& loop, Options options, Changed changed);

  void set_desired(std::optional<DefaultLibrary> desired);
  /// Until they are known, the present links stay.
  void set_library_sets(Sets sets);

 private:
  void refresh();
  [[nodiscard]] std::string name() const;
  void accept(DefaultRound round);
  void tell(DefaultLibraryState state);

  Options options_;
  Changed changed_;
  sys::Rounds<DefaultRound> rounds_;
  sys::FolderWatch watch_;
  std::optional<DefaultLibrary> desired_;
  Sets sets_;
  std::optional<DefaultLibraryState> state_;
  bool first_ = true;  // no round has been requested yet
};

}  // namespace rmcp::publish
