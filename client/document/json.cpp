// SPDX-License-Identifier: MIT
// Reads JSON of any shape safely.
#include "client/document/json.hpp"

#include <cassert>
#include <utility>

namespace rmcp::client {
namespace {

const Json* find(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto it = object.find(std::string(key));
  return it == object.end() ? nullptr : &*it;
}

}  // namespace

std::string text(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  // A boolean of the bus is a boolean in documents too (shape.hpp): reading its text is a mistake
  // that would go unnoticed.
  assert(value == nullptr || !value->is_boolean());
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::int64_t number(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  return value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

bool is_true(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  assert(value == nullptr || !value->is_string());
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

const Json& items(const Json& object, std::string_view key) {
  static const Json none = Json::array();
  const Json* value = find(object, key);
  return value != nullptr && value->is_array() ? *value : none;
}

const Json& object(const Json& document, std::string_view key) {
  static const Json none = Json::object();
  const Json* value = find(document, key);
  return value != nullptr && value->is_object() ? *value : none;
}

void append(Json& object, std::string key, Json value) {
  object.get_ref<Json::object_t&>().emplace_back(std::move(key), std::move(value));
}

std::string join(const Json& list, std::string_view separator) {
  std::string result;
  for (const auto& element : list) {
    if (!element.is_string()) continue;
    if (!result.empty()) result += separator;
    result += element.get<std::string>();
  }
  return result;
}

}  // namespace rmcp::client
