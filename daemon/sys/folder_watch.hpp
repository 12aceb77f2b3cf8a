// SPDX-License-Identifier: MIT
// Tells when something in some folders changes (inotify).
#pragma once
#include "sys/loop.hpp"

#include <string>
#include <vector>

struct inotify_event;

namespace rmcp::sys {

class FolderWatch {
 public:
  /// `changed` is called in the loop, once for what happens within `gather`.
  FolderWatch(Loop& loop, std::chrono::milliseconds gather, Loop::Handler changed);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// These folders from now on. One that is not there is left out: watch the one above as well.
  void watch(const std::vector<std::string>& folders);

 private:
  static int heard(sd_event_source*, const inotify_event*, void* self);
  void clear();

  Loop& loop_;
  std::chrono::milliseconds gather_;
  Timer later_;
  std::vector<sd_event_source*> sources_;
};

}  // namespace rmcp::sys
