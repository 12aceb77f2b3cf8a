// SPDX-License-Identifier: MIT
// Shared by the verbs whose answers are outcomes.
#pragma once
#include "client/document/json.hpp"
#include "client/verbs/verbs.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct KeepOptions {
  bool keep = false;
};

/// Judged only by the named knobs: the others may have failed before.
Exit show_outcomes(Context& context, const Expected<Json>& document,
                   const std::vector<std::string>& knobs = {});

/// True if a device as a whole did not do what it was asked: it has left, or a record failed.
bool has_device_failure(const Json& document);

/// Prints a line for people after the outcomes; nothing with --json.
void remark(const Context& context, const std::string& line);

/// There was nothing to take away or to keep: a success, said in a word.
Exit nothing_done(const Context& context, const std::string& why);

}  // namespace rmcp::client
