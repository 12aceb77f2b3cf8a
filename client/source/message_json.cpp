// SPDX-License-Identifier: MIT
// Walks over a message by the types in it.
#include "client/source/message_json.hpp"

#include "client/document/json.hpp"

#include <systemd/sd-bus.h>

namespace rmcp::client {
namespace {

int read_next(sd_bus_message* m, char type, const char* contents, Json& out);

template <class T>
int read_number(sd_bus_message* m, char type, Json& out) {
  T value{};
  const int r = sd_bus_message_read_basic(m, type, &value);
  if (r >= 0) out = value;
  return r;
}

int read_basic(sd_bus_message* m, char type, Json& out) {
  switch (type) {
    case SD_BUS_TYPE_BYTE:
      return read_number<std::uint8_t>(m, type, out);
    case SD_BUS_TYPE_INT16:
      return read_number<std::int16_t>(m, type, out);
    case SD_BUS_TYPE_UINT16:
      return read_number<std::uint16_t>(m, type, out);
    case SD_BUS_TYPE_INT32:
      return read_number<std::int32_t>(m, type, out);
    case SD_BUS_TYPE_UINT32:
      return read_number<std::uint32_t>(m, type, out);
    case SD_BUS_TYPE_INT64:
      return read_number<std::int64_t>(m, type, out);
    case SD_BUS_TYPE_UINT64:
      return read_number<std::uint64_t>(m, type, out);
    case SD_BUS_TYPE_DOUBLE:
      return read_number<double>(m, type, out);
    case SD_BUS_TYPE_BOOLEAN: {
      int value = 0;
      const int r = sd_bus_message_read_basic(m, type, &value);
      out = value != 0;
      return r;
    }
    case SD_BUS_TYPE_STRING:
    case SD_BUS_TYPE_OBJECT_PATH:
    case SD_BUS_TYPE_SIGNATURE: {
      const char* value = nullptr;
      const int r = sd_bus_message_read_basic(m, type, &value);
      if (r >= 0) out = value;
      return r;
    }
    default:
      return -EOPNOTSUPP;  // JSON cannot represent file descriptors
  }
}

/// Reads the next element of any type: 1, or 0 at the end of the container.
int read_any(sd_bus_message* m, Json& out) {
  char type = 0;
  const char* contents = nullptr;
  const int r = sd_bus_message_peek_type(m, &type, &contents);
  if (r <= 0) return r;
  const int read = read_next(m, type, contents, out);
  return read < 0 ? read : 1;
}

int read_entry(sd_bus_message* m, const char* contents, Json& object) {
  int r = sd_bus_message_enter_container(m, SD_BUS_TYPE_DICT_ENTRY, contents);
  if (r <= 0) return r;
  Json key, value;
  if ((r = read_any(m, key)) < 0) return r;
  if ((r = read_any(m, value)) < 0) return r;
  object[key.is_string() ? key.get<std::string>() : key.dump()] = std::move(value);
  r = sd_bus_message_exit_container(m);
  return r < 0 ? r : 1;
}

int read_elements(sd_bus_message* m, Json& array) {
  for (;;) {
    Json element;
    const int r = read_any(m, element);
    if (r <= 0) return r;
    array.push_back(std::move(element));
  }
}

int read_array(sd_bus_message* m, const char* contents, Json& out) {
  if (*contents != SD_BUS_TYPE_DICT_ENTRY_BEGIN) {
    out = Json::array();
    return read_elements(m, out);
  }
  out = Json::object();
  const std::string entry(contents + 1, std::char_traits<char>::length(contents) - 2);
  for (;;) {
    const int r = read_entry(m, entry.c_str(), out);
    if (r <= 0) return r;
  }
}

int read_inside(sd_bus_message* m, char type, const char* contents, Json& out) {
  if (type == SD_BUS_TYPE_ARRAY) return read_array(m, contents, out);
  if (type == SD_BUS_TYPE_VARIANT) return read_any(m, out);
  out = Json::array();
  return read_elements(m, out);
}

int read_next(sd_bus_message* m, char type, const char* contents, Json& out) {
  if (type != SD_BUS_TYPE_ARRAY && type != SD_BUS_TYPE_VARIANT && type != SD_BUS_TYPE_STRUCT)
    return read_basic(m, type, out);
  // `contents` points into the message, which may move it on entering.
  const std::string inner = contents;
  int r = sd_bus_message_enter_container(m, type, inner.c_str());
  if (r < 0) return r;
  if ((r = read_inside(m, type, inner.c_str(), out)) < 0) return r;
  return sd_bus_message_exit_container(m);
}

}  // namespace

sys::Result<Json> read_json(sd_bus_message* message) {
  Json arguments = Json::array();
  const int r = read_elements(message, arguments);
  if (r < 0) return tl::unexpected(-r);
  return arguments;
}

}  // namespace rmcp::client
