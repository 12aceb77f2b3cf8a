// SPDX-License-Identifier: MIT
// Records of the core as JSON.
#include "client/document/record_json.hpp"

#include "client/document/json.hpp"

namespace rmcp::client {

Json to_json(const Record& record) {
  Json object = Json::object();
  for (const auto& [key, field] : record)
    object[key] = std::visit([](const auto& value) { return Json(value); }, field);
  return object;
}

}  // namespace rmcp::client
