// SPDX-License-Identifier: MIT
// Small state files of JSON: read whole, replaced whole.
#pragma once
#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace rmcp::state {

/// Nothing when the file is not there, or is no JSON: a damaged note is as good as none.
std::optional<nlohmann::json> read_json(const std::string& path);

enum class Durable { no, yes };  // yes: also over a power cut
/// Makes the folder when it is missing. 0 or an errno.
int write_json(const std::string& path, const nlohmann::json& document, Durable durable);

}  // namespace rmcp::state
