// SPDX-License-Identifier: MIT
// Reads real files, with a cache.
#include "client/loader/files.hpp"

#include "lib/sys/fd.hpp"

#include <fcntl.h>
#include <sys/stat.h>

namespace rmcp::client {

FileFacts DiskFiles::examine(const std::string& path) {
  // O_NONBLOCK: a FIFO under that name must not block.
  const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0) return {};
  const FileId id{info.st_dev, info.st_ino};
  if (const auto seen = seen_.find(id); seen != seen_.end()) return seen->second;
  FileFacts out{.state = FileFacts::State::usable, .id = id};
  if (auto file = elf::read_elf(fd.get())) {
    out.elf = std::move(*file);
    out.reason = elf::foreign(out.elf);
    if (!out.reason.empty()) out.state = FileFacts::State::foreign;
  } else {
    out.state = FileFacts::State::damaged;
    out.reason = file.error().text;
  }
  return seen_[id] = out;
}

}  // namespace rmcp::client
