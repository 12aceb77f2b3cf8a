// SPDX-License-Identifier: MIT
// Displays the progress of a build: a line for each step, and on a terminal one that counts the
// time.
#pragma once
#include "client/recipe/site.hpp"
#include "client/render/style.hpp"

#include <chrono>
#include <string>

namespace rmcp::client {

class BuildProgress : public recipe::Progress {
 public:
  /// `quiet`: prints nothing, as with --json.
  BuildProgress(const Style& style, bool terminal, bool quiet)
      : style_(style), terminal_(terminal), quiet_(quiet) {}

  void report(std::string_view text) override;
  void begin(std::size_t number, std::size_t count, std::string_view name) override;
  void tick() override;
  void end(bool well, double seconds) override;

 private:
  void show(std::string_view text);

  Style style_;
  bool terminal_, quiet_;
  std::string what_;  // "[2/3] build"
  std::chrono::steady_clock::time_point start_;
};

/// `7 s`, `3:25`, `1:02:05`.
std::string elapsed(double seconds);

}  // namespace rmcp::client
