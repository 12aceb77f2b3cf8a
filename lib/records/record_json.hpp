// SPDX-License-Identifier: MIT
// Records as JSON, for the offline mode and for the client's own tables.
#pragma once
#include "lib/records/record.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace rmcp {

/// An object with the keys of the record, in its order.
nlohmann::ordered_json to_json(const Record& record);
nlohmann::ordered_json to_json(const std::vector<Record>& records);

}  // namespace rmcp
