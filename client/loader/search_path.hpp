// SPDX-License-Identifier: MIT
// Lists of folders in ld.so's syntax, and the tokens that it replaces in them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The values of $ORIGIN, $LIB and $PLATFORM.
struct PathWords {
  std::string origin;
  std::string lib;       // "lib/x86_64-linux-gnu" on Debian, "lib64" elsewhere
  std::string platform;  // AT_PLATFORM: "x86_64"
};

/// The text with its tokens replaced. `$ORIGINAL` is not a token.
std::string replace_words(std::string_view text, const PathWords& words);
bool has_origin(std::string_view text);

/// The folders of an RPATH or RUNPATH, or, with `separators` ":;", of LD_LIBRARY_PATH. Without
/// trailing slashes; an empty element is the working directory, ".".
std::vector<std::string> split_path(std::string_view text, std::string_view separators);

/// The names in LD_PRELOAD (blanks and colons) or /etc/ld.so.preload (white space, colons,
/// comments).
std::vector<std::string> split_preload(std::string_view text);

/// The folder of a path: "/usr/lib" of "/usr/lib/libc.so.6".
std::string folder_of(std::string_view path);

}  // namespace rmcp::client
