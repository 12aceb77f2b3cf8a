// SPDX-License-Identifier: MIT
// Small makers of tree entries.
#pragma once
#include "tree.hpp"

#include <string>

namespace rmcp::testbed {

/// "/sys/x" -> "sys/x".
inline std::string in_tree(const std::string& absolute) { return absolute.substr(1); }

inline Entry directory(std::string path) { return {Entry::Kind::directory, std::move(path), ""}; }

/// A text file that ends in a newline, as sysfs prints it. A text with NULs (some captures are
/// padded with them) and an empty one stay as they are.
inline Entry attribute(std::string path, std::string text) {
  const bool raw = text.empty() || text.find('\0') != std::string::npos;
  if (!raw && text.back() != '\n') text += '\n';
  return {Entry::Kind::file, std::move(path), std::move(text)};
}

/// A link to another place in the tree, written relative to itself like those of sysfs.
inline Entry link(std::string path, const std::string& target) {
  std::string relative;
  for (const char c : path) {
    if (c == '/') relative += "../";
  }
  return {Entry::Kind::link, std::move(path), relative + target};
}

}  // namespace rmcp::testbed
