// SPDX-License-Identifier: MIT
// One file of a set, as it is on the disk. Whoever else could change it, or what it leads to, makes
// it unfit: its code would run in everybody's programs.
#pragma once
#include "lib/elf/elf_file.hpp"
#include "lib/sys/fd.hpp"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <utility>

namespace rmcp::verify {

/// One file, whatever it is called.
using FileKey = std::pair<std::uint64_t, std::uint64_t>;  // device and inode

struct SetFile {
  elf::ElfFile elf;
  std::uint64_t size = 0;
  std::string real_name;  // behind links: "libamdhip64.so.5.2.21153"
  FileKey key;
  sys::Fd fd;
};

/// Why a file is none of a set's.
struct Unfit {
  std::string reason;
  /// The loader would go on to the next folder: nothing is there, or it is for another machine.
  bool passed_over = false;
};

/// The files below one prefix. Each path is judged once, and each file read once, by however many
/// names it is reached.
class SetFiles {
 public:
  using Opened = tl::expected<SetFile, Unfit>;

  SetFiles(std::string prefix, unsigned owner) : prefix_(std::move(prefix)), owner_(owner) {}

  /// `file` is relative to the prefix. The way to it, its folder and itself belong to root or the
  /// owner and are nobody else's to write; it stays below the prefix; it is a shared object for
  /// this machine. Else the reason.
  const Opened& open(const std::string& file);

  std::size_t read() const { return read_.size(); }  // how many files were

 private:
  Opened judge(const std::string& file);
  tl::expected<elf::ElfFile, Unfit> elf_of(const SetFile& file);

  std::string prefix_;
  unsigned owner_;
  std::map<std::string, Opened> opened_;
  std::map<FileKey, tl::expected<elf::ElfFile, Unfit>> read_;
};

/// The SHA-256 of its bytes, hex; a reason when it cannot be read.
tl::expected<std::string, std::string> sha256_of(const sys::Fd& fd);

}  // namespace rmcp::verify
