// SPDX-License-Identifier: MIT
// Requests the unit only after the change: otherwise it could read modprobe.d too early.
#include "daemon/engine/rebuild_request.hpp"

#include "lib/sys/file.hpp"

namespace rmcp::engine {

RebuildRequest::RebuildRequest(const sys::Paths& paths)
    : runtime_(paths.runtime), note_(paths.state + "/initramfs-owed") {}

void RebuildRequest::owe() {
  // If this cannot be recorded the request is made nevertheless, unless the daemon dies before.
  if (sys::make_directories(note_.substr(0, note_.rfind('/'))).done())
    sys::replace_file(note_, "").ignore();
}

bool RebuildRequest::owed() const { return sys::exists(note_); }

void RebuildRequest::ask() {
  if (sys::make_directories(runtime_).failed()) return;
  if (sys::replace_file(runtime_ + "/initramfs-wanted", "", 0644, false).done()) settle();
}

void RebuildRequest::settle() {
  sys::remove_file(note_).ignore();  // if it stays, the next request is harmless
}

}  // namespace rmcp::engine
