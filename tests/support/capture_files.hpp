// SPDX-License-Identifier: MIT
// Reading the files of a capture.
#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace rmcp::testbed {

/// Empty when it cannot be read.
inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Without the newlines and NULs at its end.
inline std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\0' || text.back() == '\n')) text.pop_back();
  return text;
}

}  // namespace rmcp::testbed
