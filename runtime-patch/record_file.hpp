// SPDX-License-Identifier: MIT
// The file of this process below $XDG_RUNTIME_DIR, mapped into it.
#pragma once
#include "lib/start/memory_record.hpp"
#include "runtime-patch/message.hpp"

namespace rmcp::hsa {

/// Creates and maps the record of this process, and removes outdated records of others. Null on
/// failure; `complaint` has the reason.
memory_record::File* map_record(const char* runtime_dir, Text& complaint);

}  // namespace rmcp::hsa
