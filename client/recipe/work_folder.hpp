// SPDX-License-Identifier: MIT
// The folder for the builds of one recipe, locked during a build.
#pragma once
#include "client/recipe/state.hpp"
#include "lib/sys/fd.hpp"
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace rmcp::recipe {

/// `CACHE/rmcp/build/NAME-HASH`: HASH is of the recipe's path, so that a changed recipe finds the
/// earlier work. `cache` is $XDG_CACHE_HOME or ~/.cache.
std::string work_path(const std::string& cache, const Recipe& recipe);

/// For root: the reason why it cannot build there, with the next step.
Failure distrust_work(const std::string& work);

class WorkFolder {
 public:
  /// Creates and locks it; the error is for people. The caller has to own it, root also each folder
  /// on the way: with sudo, root would build in a folder that another user can exchange.
  static Expected<WorkFolder> open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string log(std::size_t number, const std::string& name) const;

  [[nodiscard]] std::optional<State> read_state() const;
  Failure write_state(const State& state) const;

 private:
  WorkFolder(std::string path, sys::Fd lock) : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  sys::Fd lock_;
};

/// The state without a lock, for --dry-run.
std::optional<State> read_state(const std::string& work);

}  // namespace rmcp::recipe
