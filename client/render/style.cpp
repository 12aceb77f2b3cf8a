// SPDX-License-Identifier: MIT
// Determines colours, characters and width.
#include "client/render/style.hpp"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace rmcp::client {
namespace {

struct Word {
  std::string_view word;
  Colour colour;
};

constexpr Word kWords[] = {
    {"applied", Colour::green},
    {"restored", Colour::green},
    {"written", Colour::green},
    {"valid", Colour::green},
    {"change", Colour::none},
    {"pending", Colour::yellow},
    {"held", Colour::yellow},
    {"settling", Colour::yellow},
    {"skipped", Colour::yellow},
    {"stale", Colour::yellow},
    {"degraded", Colour::red},
    {"stalled", Colour::red},
    {"refused", Colour::red},
    {"failed", Colour::red},
    {"unsupported", Colour::red},
    {"impossible", Colour::red},
    {"error", Colour::red},
    {"advice", Colour::yellow},
    {"invalid", Colour::red},
    {"unmanaged", Colour::dim},
    {"absent", Colour::dim},
    {"unconfirmed", Colour::yellow},
    {"drifted", Colour::yellow},
    {"contended", Colour::yellow},
    {"conflict", Colour::yellow},
    {"planned", Colour::yellow},
    {"trial", Colour::yellow},
    {"taken-back", Colour::yellow},
    {"unconfigured", Colour::dim},
    {"exported", Colour::green},
    {"waiting", Colour::yellow},
    {"not-exported", Colour::red},
    {"partly-exported", Colour::yellow},
    {"nothing-to-export", Colour::yellow},
};

const char* variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

bool wants_colour(ColourMode colour, bool terminal) {
  if (colour != ColourMode::automatic) return colour == ColourMode::always;
  const char* term = variable("TERM");
  return terminal && variable("NO_COLOR") == nullptr &&
         (term == nullptr || std::strcmp(term, "dumb") != 0);
}

unsigned terminal_width() {
  if (const char* columns = variable("COLUMNS")) {
    const unsigned long width = std::strtoul(columns, nullptr, 10);
    if (width > 0 && width < 10000) return static_cast<unsigned>(width);
  }
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

bool is_utf8_locale() { return std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

Style detect_style(ColourMode colour, bool legend) {
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  Style style;
  style.colour = wants_colour(colour, terminal);
  style.utf8 = is_utf8_locale();
  style.legend = legend;
  style.width = terminal ? terminal_width() : 0;
  return style;
}

Colour colour_of(std::string_view word) {
  for (const auto& w : kWords)
    if (w.word == word) return w.colour;
  return Colour::none;
}

std::string_view sequence(Colour colour) {
  switch (colour) {
    case Colour::green:
      return "\033[32m";
    case Colour::yellow:
      return "\033[33m";
    case Colour::red:
      return "\033[31m";
    case Colour::dim:
      return "\033[2m";
    case Colour::bold:
      return "\033[1m";
    case Colour::none:
      break;
  }
  return "";
}

std::string paint(const Style& style, Colour colour, std::string_view text) {
  if (!style.colour || colour == Colour::none || text.empty()) return std::string(text);
  return std::string(sequence(colour)).append(text).append("\033[0m");
}

}  // namespace rmcp::client
