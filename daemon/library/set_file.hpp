// SPDX-License-Identifier: MIT
// One file of a set, as it is on the disk. Whoever else could change it, or what it leads to, makes
// it unfit: its code would run in everybody's programs.
#pragma once
#include "elf/elf_file.hpp"
#include "sys/fd.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::library {

struct SetFile {
  elf::ElfFile elf;
  std::uint64_t size = 0;
  std::string real_name;  // behind links: "libamdhip64.so.5.2.21153"
  sys::Fd fd;
};

/// The way to it, its folder and itself belong to root or `owner` and are nobody else's to write;
/// it stays below the prefix; it is a shared object for this machine. Else the reason.
tl::expected<SetFile, std::string> open_set_file(const std::string& prefix, const std::string& file,
                                                 unsigned owner);

/// The SHA-256 of its bytes, hex; a reason when it cannot be read.
tl::expected<std::string, std::string> sha256_of(const sys::Fd& fd);

}  // namespace rmcp::library
