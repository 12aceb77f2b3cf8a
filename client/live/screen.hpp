// SPDX-License-Identifier: MIT
// Borrows the whole terminal, and restores its contents.
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

  /// Replaces the displayed lines; without flicker, and without remains of longer lines.
  void draw(std::string_view lines) const;
  [[nodiscard]] ScreenSize size() const;

  /// For the time while the program is stopped.
  void leave();
  void enter();

 private:
  std::optional<termios> saved_;  // of stdin if keys are read from it
};

}  // namespace rmcp::client
