// SPDX-License-Identifier: MIT
// The file of this process below $XDG_RUNTIME_DIR, mapped into it.
#pragma once
#include "lib/start/memory_record.hpp"
#include "runtime-patch/message.hpp"

namespace rmcp::hsa {

/// Creates and maps the record of this process, and removes those that nobody will read any more.
/// Null when that does not work; `complaint` says why.
memory_record::File* map_record(const char* runtime_dir, Text& complaint);

/// Sets the time of the file of this process to now: from then on its days are counted.
void touch_record(const char* runtime_dir);

}  // namespace rmcp::hsa
