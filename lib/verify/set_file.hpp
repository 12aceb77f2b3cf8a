// SPDX-License-Identifier: MIT
// One file of a set on the disk. It is unfit if others could change it or its target: its code
// would run in everybody's programs.
#pragma once
#include "lib/elf/elf_file.hpp"
#include "lib/sys/fd.hpp"
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <utility>

namespace rmcp::verify {

/// Identifies a file under any name.
using FileKey = std::pair<std::uint64_t, std::uint64_t>;  // device and inode

struct SetFile {
  elf::ElfFile elf;
  std::uint64_t size = 0;
  std::string real_name;  // after links: "libamdhip64.so.5.2.21153"
  FileKey key;
  sys::Fd fd;
};

/// The reason why a file does not belong to a set.
struct Unfit {
  std::string reason;
  /// The loader would continue with the next folder: the file is missing, or for another machine.
  bool passed_over = false;
};

/// The files below one prefix. Each path is judged once, and each file read once, under all of its
/// names.
class SetFiles {
 public:
  using Opened = tl::expected<SetFile, Unfit>;

  SetFiles(std::string prefix, unsigned owner) : prefix_(std::move(prefix)), owner_(owner) {}

  /// `file` is relative to the prefix. Root or the owner has to own the way to it, its folder and
  /// the file, and nobody else may write to them; it stays below the prefix; it is a shared object
  /// for this machine. Otherwise the reason.
  const Opened& open(const std::string& file);

  [[nodiscard]] std::size_t read() const { return read_.size(); }  // the number of files read

 private:
  Opened judge(const std::string& file);
  tl::expected<elf::ElfFile, Unfit> elf_of(const SetFile& file);

  std::string prefix_;
  unsigned owner_;
  std::map<std::string, Opened> opened_;
  std::map<FileKey, tl::expected<elf::ElfFile, Unfit>> read_;
};

/// The SHA-256 of its bytes, hex; a reason if it cannot be read.
Expected<std::string> sha256_of(const sys::Fd& fd);

}  // namespace rmcp::verify
