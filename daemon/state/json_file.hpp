// SPDX-License-Identifier: MIT
// Small state files of JSON: read as a whole, replaced as a whole. The valid part of a damaged file
// is used: a faulty byte elsewhere in the file costs no consent and no card.
#pragma once
#include "lib/sys/errno.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

namespace rmcp::state {

/// A value of exactly this type: nothing is rounded, cut or converted.
template <class T>
std::optional<T> exact(const nlohmann::json& value) {
  if constexpr (std::is_same_v<T, bool>) {
    if (value.is_boolean()) return value.get<bool>();
  } else if constexpr (std::is_unsigned_v<T>) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() <= std::numeric_limits<T>::max())
      return value.get<T>();
  } else {
    static_assert(std::is_same_v<T, std::string>);
    if (value.is_string()) return value.get<std::string>();
  }
  return std::nullopt;
}

/// A file being read. Its problems are reported once (complaints.hpp), by the first one.
class JsonFile {
 public:
  static constexpr std::size_t kLargest = 1 << 20;

  /// Never throws, for any contents of the file. A missing file is an empty object, without a
  /// complaint.
  explicit JsonFile(std::string path, std::size_t largest = kLargest);

  /// The file exists, damaged or not.
  [[nodiscard]] bool exists() const { return exists_; }
  [[nodiscard]] const nlohmann::json& root() const { return root_; }

  /// The value of a key; nothing if it is missing, as in the file of an older version; nothing,
  /// with a complaint, if it has another type.
  template <class T>
  std::optional<T> get(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) return std::nullopt;
    const auto it = object.find(key);
    if (it == object.end() || it->is_null()) return std::nullopt;
    auto value = exact<T>(*it);
    if (!value) complain(key);
    return value;
  }
  /// The same for a key without which the rest has no meaning.
  template <class T>
  std::optional<T> need(const nlohmann::json& object, const char* key) {
    if (!object.is_object() || !object.contains(key) || object.at(key).is_null()) {
      complain(key);
      return std::nullopt;
    }
    return get<T>(object, key);
  }
  /// An array, or an object; an empty one in place of any other type.
  const nlohmann::json& list(const nlohmann::json& object, const char* key);
  const nlohmann::json& map(const nlohmann::json& object, const char* key);

  void complain(const std::string& what);
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  void adopt(nlohmann::json document);

  std::string path_;
  nlohmann::json root_ = nlohmann::json::object();
  bool exists_ = false, damaged_ = false;
};

/// The reason of a hold in today's form: records of the first release begin with "held: ".
std::string noted_reason(std::string why);

/// The unique id of a card: JSON has no 64 bit integers that every reader preserves. Never 0.
std::optional<std::uint64_t> parse_id(const std::string& text);

enum class Durable { no, yes };  // yes: also over a power cut
/// Creates a missing folder. A damaged file that is replaced, or removed, is kept with `.damaged`
/// appended, unless such a file exists already.
sys::Status write_json(const std::string& path, const nlohmann::json& document, Durable durable);
sys::Status remove_json(const std::string& path);
void keep_if_damaged(const std::string& path);
/// Removes a record below /run about a binding that has ended, if the record is still about it.
void remove_record_of_binding(const std::string& path, std::uint64_t bind_epoch);

}  // namespace rmcp::state
