// SPDX-License-Identifier: MIT
// How long something risky has to go well before this boot counts as having survived it.
#pragma once
#include "lib/sys/loop.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace rmcp::engine {

class ProbationTimer {
 public:
  struct Options {
    std::string state_directory;
    std::string boot_id;
    std::chrono::milliseconds length;
  };

  /// `survived` is called in the loop when the time has passed, after the record on disk is
  /// removed.
  ProbationTimer(sys::Loop& loop, Options options, sys::Loop::Handler survived);

  /// The record of this subject (see state::Probation) is on disk: the time runs from now.
  void start(const std::string& subject);
  /// For another check of the same risk: a running timer continues.
  void ensure(const std::string& subject);
  /// An orderly end is no unclean boot. Does nothing if no timer runs.
  void end();

 private:
  void remove_note();

  Options options_;
  std::string subject_;
  sys::Timer timer_;
};

}  // namespace rmcp::engine
