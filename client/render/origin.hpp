// SPDX-License-Identifier: MIT
// The origin of a setting, in short form.
#pragma once
#include "client/document/json_fwd.hpp"

#include <string>

namespace rmcp::client {

/// `20-egpu.toml:7`, or `-` without a file.
std::string origin_of(const Json& record);

/// The rule's or profile's name, or `-`.
std::string section_of(const Json& record);

/// The text at `key`, or `otherwise` if there is none.
std::string text_or(const Json& record, std::string_view key, std::string_view otherwise);

}  // namespace rmcp::client
