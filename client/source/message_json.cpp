// SPDX-License-Identifier: MIT
// Walks over a message by the types in it.
#include "client/source/message_json.hpp"

#include "client/document/json.hpp"

#include <systemd/sd-bus.h>

#include <cerrno>
#include <cstring>

namespace rmcp::client {
namespace {

/// What a value of JSON takes in memory, by far: itself, and the object that holds its text.
constexpr std::size_t kValueBytes = 64;
/// No record or list of objects comes near; a dictionary of JSON is searched from its begin.
constexpr std::size_t kMostEntries = 4096;

template <class T>
Json number_of(sd_bus_message* m, char type, int& r) {
  T value{};
  r = sd_bus_message_read_basic(m, type, &value);
  return value;
}

class Reader {
 public:
  explicit Reader(sd_bus_message* message) : m_(message) {}

  int read_elements(Json& array) {
    for (;;) {
      Json element;
      const int r = read_any(element);
      if (r <= 0) return r;
      array.push_back(std::move(element));
    }
  }

 private:
  /// Reads the next element of any type: 1, or 0 at the end of the container.
  int read_any(Json& out) {
    char type = 0;
    const char* contents = nullptr;
    int r = sd_bus_message_peek_type(m_, &type, &contents);
    if (r <= 0) return r;
    if ((r = pay(kValueBytes)) < 0) return r;
    const bool holds_others =
        type == SD_BUS_TYPE_ARRAY || type == SD_BUS_TYPE_VARIANT || type == SD_BUS_TYPE_STRUCT;
    r = holds_others ? read_container(type, contents, out) : read_basic(type, out);
    return r < 0 ? r : 1;
  }

  int read_basic(char type, Json& out) {
    int r = -EOPNOTSUPP;  // JSON cannot represent file descriptors
    switch (type) {
      case SD_BUS_TYPE_BYTE:
        out = number_of<std::uint8_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_INT16:
        out = number_of<std::int16_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_UINT16:
        out = number_of<std::uint16_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_INT32:
        out = number_of<std::int32_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_UINT32:
        out = number_of<std::uint32_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_INT64:
        out = number_of<std::int64_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_UINT64:
        out = number_of<std::uint64_t>(m_, type, r);
        break;
      case SD_BUS_TYPE_DOUBLE:
        out = number_of<double>(m_, type, r);
        break;
      case SD_BUS_TYPE_BOOLEAN:
        out = number_of<int>(m_, type, r) != 0;
        break;
      case SD_BUS_TYPE_STRING:
      case SD_BUS_TYPE_OBJECT_PATH:
      case SD_BUS_TYPE_SIGNATURE:
        return read_text(type, out);
      default:
        break;
    }
    return r;
  }

  int read_text(char type, Json& out) {
    const char* value = nullptr;
    int r = sd_bus_message_read_basic(m_, type, &value);
    if (r >= 0) r = pay(std::strlen(value));
    if (r >= 0) out = value;
    return r;
  }

  int read_container(char type, const char* in_message, Json& out) {
    // It points into the message, which may move it on entering.
    const std::string contents = in_message;
    int r = sd_bus_message_enter_container(m_, type, contents.c_str());
    if (r >= 0) r = read_inside(type, contents, out);
    return r < 0 ? r : sd_bus_message_exit_container(m_);
  }

  int read_inside(char type, const std::string& contents, Json& out) {
    if (type == SD_BUS_TYPE_VARIANT) return read_any(out);
    if (type == SD_BUS_TYPE_ARRAY && contents.front() == SD_BUS_TYPE_DICT_ENTRY_BEGIN)
      return read_entries(contents.substr(1, contents.size() - 2), out);
    out = Json::array();
    return read_elements(out);
  }

  int read_entries(const std::string& contents, Json& out) {
    out = Json::object();
    for (std::size_t n = 0; n <= kMostEntries; ++n) {
      const int r = read_entry(contents.c_str(), out);
      if (r <= 0) return r;
    }
    return -EMSGSIZE;
  }

  int read_entry(const char* contents, Json& object) {
    int r = sd_bus_message_enter_container(m_, SD_BUS_TYPE_DICT_ENTRY, contents);
    if (r <= 0) return r;
    Json key, value;
    if ((r = read_any(key)) < 0) return r;
    if ((r = read_any(value)) < 0) return r;
    append(object, key.is_string() ? key.get<std::string>() : key.dump(), std::move(value));
    r = sd_bus_message_exit_container(m_);
    return r < 0 ? r : 1;
  }

  int pay(std::size_t bytes) {
    if (bytes > left_) return -EMSGSIZE;
    left_ -= bytes;
    return 0;
  }

  sd_bus_message* m_;
  std::size_t left_ = kLongestAnswer;
};

}  // namespace

sys::Result<Json> read_json(sd_bus_message* message) {
  Json arguments = Json::array();
  const int r = Reader(message).read_elements(arguments);
  if (r < 0) return tl::unexpected(-r);
  return arguments;
}

}  // namespace rmcp::client
