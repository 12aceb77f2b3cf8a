// SPDX-License-Identifier: MIT
// The whole terminal, borrowed: what was on it before comes back.
#pragma once
#include <termios.h>

#include <optional>
#include <string_view>

namespace rmcp::client {

struct ScreenSize {
  unsigned rows = 24, columns = 80;
};

class Screen {
 public:
  Screen() { enter(); }
  ~Screen() { leave(); }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// True when stdout is a terminal that can be drawn on.
  static bool possible();

  /// Shows these lines instead of what is there; without flicker, and nothing is left of longer
  /// ones.
  void draw(std::string_view lines) const;
  ScreenSize size() const;

  /// For the time that the program is stopped.
  void leave();
  void enter();

 private:
  std::optional<termios> saved_;  // of stdin when keys are read from it
};

}  // namespace rmcp::client
