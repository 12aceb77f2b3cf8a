// SPDX-License-Identifier: MIT
// Reads real files, with a cache.
#include "client/loader/files.hpp"

#include "lib/sys/root.hpp"

namespace rmcp::client {

FileFacts DiskFiles::examine(const std::string& path) {
  const auto place = sys::Root().find(path);
  if (!place) return {};
  const FileId id{place->status.st_dev, place->status.st_ino};
  if (const auto seen = seen_.find(id); seen != seen_.end()) return seen->second;
  const auto fd = place->open();
  if (!fd && fd.error() != sys::kNotRegular) return {};
  FileFacts out{.state = FileFacts::State::usable, .id = id};
  if (!fd) {
    out.state = FileFacts::State::damaged;
    out.reason = "not a regular file";
  } else if (auto file = elf::read_elf(fd->get())) {
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
