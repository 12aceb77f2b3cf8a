// SPDX-License-Identifier: MIT
// Files for the model of the loader; tests have made-up ones.
#pragma once
#include "lib/elf/elf_file.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <string>

namespace rmcp::client {

struct FileId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  auto operator<=>(const FileId&) const = default;
};

struct FileFacts {
  enum class State { absent, foreign, damaged, usable };

  State state = State::absent;
  std::string reason = {};  // damaged, foreign: in words
  FileId id = {};
  elf::ElfFile elf = {};
};

class Files {
 public:
  virtual ~Files() = default;
  virtual FileFacts examine(const std::string& path) = 0;
};

/// Files on disk; each is read once.
class DiskFiles : public Files {
 public:
  FileFacts examine(const std::string& path) override;

 private:
  std::map<FileId, FileFacts> seen_;
};

}  // namespace rmcp::client
