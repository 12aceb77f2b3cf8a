// SPDX-License-Identifier: MIT
// Only the file that was mapped or found, not one that lies in its place by now.
#include "client/inspect/loaded_file.hpp"

namespace rmcp::client {

sys::Fd open_loaded(const std::string& path, const FileId& id, const std::string& reached_by,
                    const sys::Root& root) {
  const auto place = reached_by.empty() ? root.find(path) : sys::Root().find(reached_by);
  if (!place) return {};
  if (id.inode != 0 && FileId{place->status.st_dev, place->status.st_ino} != id) return {};
  auto fd = place->open();
  return fd ? std::move(*fd) : sys::Fd();
}

}  // namespace rmcp::client
