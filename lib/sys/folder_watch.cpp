// SPDX-License-Identifier: MIT
// Adds and drains inotify watches.
#include "lib/sys/folder_watch.hpp"

#include <sys/epoll.h>
#include <sys/inotify.h>

#include <array>

namespace rmcp::sys {
namespace {

constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                   IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
                                   IN_ONLYDIR;

}  // namespace

FolderMarks::FolderMarks(const std::vector<std::string>& folders)
    : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  add(folders);
}

void FolderMarks::add(const std::vector<std::string>& folders) {
  for (const auto& folder : folders) ::inotify_add_watch(inotify_.get(), folder.c_str(), kChanges);
}

FolderWatch::FolderWatch(Loop& loop, std::chrono::milliseconds gather, Loop::Handler changed)
    : loop_(loop), gather_(gather), later_(loop, std::move(changed)) {}

FolderWatch::~FolderWatch() { sd_event_source_disable_unref(source_); }

void FolderWatch::watch(FolderMarks marks) {
  source_ = sd_event_source_disable_unref(source_);
  marks_ = std::move(marks);
  if (!marks_.inotify_) return;
  if (sd_event_add_io(loop_.get(), &source_, marks_.inotify_.get(), EPOLLIN, heard, this) < 0)
    source_ = nullptr;
}

int FolderWatch::heard(sd_event_source*, int fd, std::uint32_t, void* self) {
  std::array<char, 4096> events;  // their contents do not matter
  while (::read(fd, events.data(), events.size()) > 0) {
  }
  auto& watch = *static_cast<FolderWatch*>(self);
  watch.loop_.guarded([&] { watch.later_.arm(watch.gather_); });
  return 0;
}

}  // namespace rmcp::sys
