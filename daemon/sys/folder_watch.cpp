// SPDX-License-Identifier: MIT
#include "sys/folder_watch.hpp"

#include <sys/inotify.h>

namespace rmcp::sys {
namespace {

constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                   IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
                                   IN_ONLYDIR;

}  // namespace

FolderWatch::FolderWatch(Loop& loop, std::chrono::milliseconds gather, Loop::Handler changed)
    : loop_(loop), gather_(gather), later_(loop, std::move(changed)) {}

FolderWatch::~FolderWatch() { clear(); }

void FolderWatch::clear() {
  for (auto* source : sources_) sd_event_source_disable_unref(source);
  sources_.clear();
}

void FolderWatch::watch(const std::vector<std::string>& folders) {
  // Again in any case: a folder may have been replaced by another one of its name.
  clear();
  for (const auto& folder : folders) {
    sd_event_source* source = nullptr;
    if (sd_event_add_inotify(loop_.get(), &source, folder.c_str(), kChanges, heard, this) >= 0)
      sources_.push_back(source);
  }
}

int FolderWatch::heard(sd_event_source*, const inotify_event*, void* self) {
  auto& watch = *static_cast<FolderWatch*>(self);
  watch.loop_.guarded([&] { watch.later_.arm(watch.gather_); });
  return 0;
}

}  // namespace rmcp::sys
