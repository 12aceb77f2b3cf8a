// SPDX-License-Identifier: MIT
// Gives documents their shape.
#include "client/document/shape.hpp"

#include "client/document/json.hpp"
#include "lib/gpu/pci_address.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/text/words.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rmcp::client {
namespace {

constexpr std::string_view kDevicePrefix = "/io/github/rmcpd1/device/";
constexpr std::string_view kLibraryPrefix = "/io/github/rmcpd1/library/";

bool is_empty(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().empty();
  return value.is_number() && value == 0;
}

Json value_shape(Json value, const Key& key) {
  if (key.inside != nullptr) return shape(std::move(value), key.inside());
  if (key.unknown == Unknown::empty && is_empty(value)) return nullptr;
  if (key.unknown != Unknown::tristate || !value.is_string()) return value;
  if (value == "yes") return true;
  if (value == "no") return false;
  return nullptr;
}

bool is_key(std::string_view name, std::span<const Key> keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
}

Json record_shape(Json record, std::span<const Key> keys) {
  Json result = Json::object();
  for (const auto& key : keys)
    if (const auto it = record.find(std::string(key.name)); it != record.end())
      append(result, it.key(), value_shape(std::move(*it), key));
  for (auto& [name, value] : record.items())  // from a daemon newer than this client
    if (!is_key(name, keys)) append(result, name, std::move(value));
  return result;
}

bool is_record(const Json& value, std::span<const Key> keys) {
  if (!value.is_object()) return false;
  const auto first = value.find(std::string(keys.front().name));
  if (first == value.end() || !(first->is_string() || first->is_number())) return false;
  return std::all_of(keys.begin(), keys.end(), [&](const Key& key) {
    const auto it = value.find(std::string(key.name));
    const bool has_records = key.inside != nullptr && it != value.end() && !it->empty();
    return !has_records || has_shape(*it, key.inside());
  });
}

}  // namespace

std::string snake_case(std::string_view camel_case) {
  std::string result;
  for (const char c : camel_case) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !result.empty()) result += '_';
    result += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

Json snake_case_keys(Json object) {
  Json result = Json::object();
  for (auto& [key, value] : object.items()) append(result, snake_case(key), std::move(value));
  return result;
}

Json shape(Json value, std::span<const Key> keys) {
  if (value.is_object()) return record_shape(std::move(value), keys);
  if (value.is_array())
    for (auto& record : value) record = shape(std::move(record), keys);
  return value;
}

bool has_shape(const Json& value, std::span<const Key> keys) {
  if (!value.is_array()) return is_record(value, keys);
  return std::all_of(value.begin(), value.end(),
                     [&](const Json& record) { return is_record(record, keys); });
}

Json named(const Json& rows, std::span<const Key> keys) {
  Json result = Json::array();
  for (const auto& row : rows) {
    Json object = Json::object();
    for (std::size_t i = 0; row.is_array() && i < keys.size() && i < row.size(); ++i)
      append(object, std::string(keys[i].name), row[i]);
    result.push_back(std::move(object));
  }
  return result;
}

Json device_rows(Json rows) {
  for (auto& row : rows) {
    row["profiles"] = Json::array();
    const auto profiles = text(row, "profile");
    for (const auto name : split_words(profiles, ",")) row["profiles"].push_back(name);
    if (number(row, "trial_until") == 0) row["trial_until"] = nullptr;
  }
  return rows;
}

Json of_cards(const Json& steps) {
  Json found = Json::array();
  for (const auto& step : steps)
    if (const auto* knob = find_knob(text(step, "knob")); knob == nullptr || !is_published(*knob))
      found.push_back(step);
  return found;
}

std::string address_of(std::string_view object_path) {
  if (!object_path.starts_with(kDevicePrefix)) return "";
  std::string address(object_path.substr(kDevicePrefix.size()));
  for (std::size_t i = 0, separators = 0; i < address.size(); ++i)
    if (address[i] == '_') address[i] = ++separators < 3 ? ':' : '.';
  return parse_pci_address(address) ? address : "";
}

std::string library_of(std::string_view object_path) {
  if (!object_path.starts_with(kLibraryPrefix)) return "";
  const auto label = object_path.substr(kLibraryPrefix.size());
  std::string name;
  for (std::size_t i = 0; i < label.size(); ++i) {
    unsigned byte = static_cast<unsigned char>(label[i]);
    if (byte == '_') {
      const auto digits = label.substr(i + 1, 2);
      const auto end = digits.data() + digits.size();
      const auto read = std::from_chars(digits.data(), end, byte, 16);
      if (digits.size() != 2 || read.ptr != end) return "";
      i += 2;
    }
    name += static_cast<char>(byte);
  }
  return name;
}

std::string path_of(std::string_view address) {
  const auto parsed = parse_pci_address(address);
  return parsed ? std::string(kDevicePrefix) + object_name(*parsed) : "";
}

}  // namespace rmcp::client
