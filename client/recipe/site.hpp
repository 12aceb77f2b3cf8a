// SPDX-License-Identifier: MIT
// Common objects of the parts of a running build.
#pragma once
#include "client/recipe/program.hpp"
#include "client/recipe/recipe.hpp"
#include "client/recipe/step_environment.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace rmcp::recipe {

/// Receives the progress of a build; it decides on the presentation.
class Progress {
 public:
  virtual ~Progress() = default;
  /// Something to know: where a run begins, and why.
  virtual void report(std::string_view text) = 0;
  /// `number` of `count` begins; both are 0 for sources.
  virtual void begin(std::size_t number, std::size_t count, std::string_view name) = 0;
  virtual void tick() = 0;
  virtual void end(bool well, double seconds) = 0;
};

struct Site {
  const Recipe& recipe;
  Places places;
  Environment inherited;
  Interrupts& interrupts;
  Progress& progress;

  [[nodiscard]] std::string log(std::string_view name) const {
    return places.work + "/logs/" + std::string(name) + ".log";
  }
};

/// The reason why a build has ended early.
struct BuildFailure {
  std::string message;
  std::string log = {};  // its last lines say more
  int signal = 0;        // that ended it
};

template <class T>
using Result = tl::expected<T, BuildFailure>;

inline tl::unexpected<BuildFailure> failure(std::string message, std::string log = {}) {
  return tl::unexpected(BuildFailure{std::move(message), std::move(log), 0});
}

/// Fails unless the program `what` has exited with 0: why, and which disk is full by now.
Result<void> judge(Site& site, const std::string& what, const Expected<Ended>& ended,
                   const std::string& log);

/// Runs a helper of the build itself; fails unless it exits with 0.
Result<void> run_helper(Site& site, const std::string& what, std::vector<std::string> run,
                        const std::string& log, const Environment& more = {});

}  // namespace rmcp::recipe
