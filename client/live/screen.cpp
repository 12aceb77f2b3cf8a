// SPDX-License-Identifier: MIT
// Uses a few escape sequences that every terminal of this century knows.
#include "client/live/screen.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace rmcp::client {
namespace {

constexpr std::string_view kEnter = "\033[?1049h\033[?25l";  // other buffer, no cursor
constexpr std::string_view kLeave = "\033[?25h\033[?1049l";
constexpr std::string_view kHome = "\033[H";
constexpr std::string_view kClearLine = "\033[K";
constexpr std::string_view kClearBelow = "\033[J";

void put(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // the terminal is gone; SIGHUP reports that too
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

bool Screen::possible() {
  const char* term = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && term != nullptr && *term != '\0' &&
         std::string_view(term) != "dumb";
}

void Screen::enter() {
  termios keys{};
  if (tcgetattr(STDIN_FILENO, &keys) == 0) {
    saved_ = keys;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &keys);
  }
  put(kEnter);
}

void Screen::leave() {
  put(kLeave);
  if (saved_) tcsetattr(STDIN_FILENO, TCSANOW, &*saved_);
  saved_.reset();
}

void Screen::draw(std::string_view lines) const {
  std::string out(kHome);
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    out.append(lines.substr(0, end)).append(kClearLine);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (!lines.empty()) out += "\r\n";
  }
  put(out.append(kClearBelow));
}

ScreenSize Screen::size() const {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
    return {};
  return {size.ws_row, size.ws_col};
}

}  // namespace rmcp::client
