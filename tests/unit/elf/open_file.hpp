// SPDX-License-Identifier: MIT
// Files for the reader: fixtures, and bytes that a test has made up.
#pragma once
#include "lib/elf/elf_file.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp::elf {

std::string fixture(std::string_view name);
std::string contents_of(const std::string& path);

/// A file that has no name, with these bytes.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  int fd() const { return fd_; }
  void replace(std::string_view bytes) const;

 private:
  int fd_;
};

Expected<ElfFile> read_path(const std::string& path);
Expected<ElfFile> read_bytes(std::string_view bytes);

}  // namespace rmcp::elf
