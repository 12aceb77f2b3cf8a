// SPDX-License-Identifier: MIT
// Reports changes in some folders (inotify).
#pragma once
#include "lib/sys/fd.hpp"
#include "lib/sys/loop.hpp"

#include <string>
#include <vector>

namespace rmcp::sys {

/// Watches on folders. Setting one walks a path, which blocks if a file system does not answer: a
/// worker creates them, together with the data that they keep up to date.
class FolderMarks {
 public:
  FolderMarks() = default;
  /// A missing folder is skipped: watch the one above as well.
  explicit FolderMarks(const std::vector<std::string>& folders);
  void add(const std::vector<std::string>& folders);

 private:
  friend class FolderWatch;
  Fd inotify_;
};

class FolderWatch {
 public:
  /// `changed` is called in the loop, once for all changes within `gather`.
  FolderWatch(Loop& loop, std::chrono::milliseconds gather, Loop::Handler changed);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// Replaces the watches by these. Changes since their creation count.
  void watch(FolderMarks marks);

 private:
  static int heard(sd_event_source*, int fd, std::uint32_t, void* self);

  Loop& loop_;
  std::chrono::milliseconds gather_;
  Timer later_;
  FolderMarks marks_;
  sd_event_source* source_ = nullptr;
};

}  // namespace rmcp::sys
