// SPDX-License-Identifier: MIT
// Formats records as JSON: each kind of value has one form.
#include "lib/records/record_json.hpp"

#include <nlohmann/json.hpp>

namespace rmcp {
namespace {

struct ToJson {
  template <class T>
  nlohmann::ordered_json operator()(const T& value) const {
    return value;
  }
  nlohmann::ordered_json operator()(const Record& record) const { return to_json(record); }
  nlohmann::ordered_json operator()(const std::vector<Record>& records) const {
    return to_json(records);
  }
};

}  // namespace

nlohmann::ordered_json to_json(const Record& record) {
  auto object = nlohmann::ordered_json::object();
  for (const auto& [key, field] : record) object[key] = std::visit(ToJson{}, field);
  return object;
}

nlohmann::ordered_json to_json(const std::vector<Record>& records) {
  auto array = nlohmann::ordered_json::array();
  for (const auto& record : records) array.push_back(to_json(record));
  return array;
}

}  // namespace rmcp
