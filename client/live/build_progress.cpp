// SPDX-License-Identifier: MIT
// Prints the progress of a build.
#include "client/live/build_progress.hpp"

#include "client/command/output.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

namespace rmcp::client {

std::string elapsed(double seconds) {
  const auto whole = static_cast<long>(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

void BuildProgress::report(std::string_view text) {
  if (!quiet_) show(fmt::format("{}\n", printable(text, style_.utf8)));
}

void BuildProgress::begin(std::size_t number, std::size_t count, std::string_view name) {
  what_ = count == 0 ? fmt::format("source {}", printable(name, style_.utf8))
                     : fmt::format("[{}/{}] {}", number, count, printable(name, style_.utf8));
  start_ = std::chrono::steady_clock::now();
  if (quiet_) return;
  // In a log a separate line reports the start: the end may take an hour.
  show(what_ + (terminal_ ? " ..." : " ...\n"));
}

void BuildProgress::tick() {
  if (quiet_ || !terminal_) return;
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - start_;
  show(fmt::format("{} ... {}", what_, elapsed(since.count())));
}

void BuildProgress::end(bool well, double seconds) {
  if (quiet_) return;
  const auto how =
      well ? paint(style_, Colour::green, "done") : paint(style_, Colour::red, "failed");
  show(fmt::format("{}: {} in {}\n", what_, how, elapsed(seconds)));
}

void BuildProgress::show(std::string_view text) {
  if (terminal_) print("\r\033[K");
  print(text);
  static_cast<void>(flush());  // a build is not given up for that
}

}  // namespace rmcp::client
