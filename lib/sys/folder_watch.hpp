// SPDX-License-Identifier: MIT
// Tells when something in some folders changes (inotify).
#pragma once
#include "lib/sys/fd.hpp"
#include "lib/sys/loop.hpp"

#include <string>
#include <vector>

namespace rmcp::sys {

/// Marks on folders. To set one walks a path, which blocks where a file system does not answer:
/// made by a worker, together with the look that they keep up to date.
class FolderMarks {
 public:
  FolderMarks() = default;
  /// A folder that is not there is left out: mark the one above as well.
  explicit FolderMarks(const std::vector<std::string>& folders);
  void add(const std::vector<std::string>& folders);

 private:
  friend class FolderWatch;
  Fd inotify_;
};

class FolderWatch {
 public:
  /// `changed` is called in the loop, once for what happens within `gather`.
  FolderWatch(Loop& loop, std::chrono::milliseconds gather, Loop::Handler changed);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// These from now on, in the place of those before. What has happened since they were made
  /// counts.
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
