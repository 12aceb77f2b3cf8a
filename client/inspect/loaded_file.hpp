// SPDX-License-Identifier: MIT
// A loaded file, opened for reading: this very file, and nothing that lies in its place.
#pragma once
#include "client/loader/loader.hpp"
#include "lib/sys/root.hpp"

#include <string>

namespace rmcp::client {

/// `path`: in `root`; `reached_by`: see LoadedObject. An id without an inode is not compared.
/// Nothing if it is another file, or not a regular one.
sys::Fd open_loaded(const std::string& path, const FileId& id, const std::string& reached_by,
                    const sys::Root& root);

inline sys::Fd open_loaded(const LoadedObject& object, const sys::Root& root) {
  return open_loaded(object.path, object.id, object.reached_by, root);
}

}  // namespace rmcp::client
