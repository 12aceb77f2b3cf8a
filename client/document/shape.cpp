// SPDX-License-Identifier: MIT
// The shape of documents.
#include "client/document/shape.hpp"

#include "client/document/json.hpp"
#include "lib/gpu/pci_address.hpp"

#include <array>
#include <charconv>
#include <span>

namespace rmcp::client {
namespace {

enum class Unknown {
  never,     // the value stands as it is
  empty,     // "" or 0 says that it is not known
  tristate,  // yes, no, unknown
};

struct Property {
  std::string_view key;
  Unknown unknown = Unknown::never;
};

constexpr Property kDevice[] = {
    {"address"},
    {"alias", Unknown::empty},
    {"name"},
    {"pci_id"},
    {"subsystem_id", Unknown::empty},
    {"revision"},
    {"class"},
    {"driver", Unknown::empty},
    {"driver_version", Unknown::empty},
    {"gfx", Unknown::empty},
    {"gfx_source"},
    {"generation", Unknown::empty},
    {"apu", Unknown::tristate},
    {"external", Unknown::tristate},
    {"boot_vga", Unknown::tristate},
    {"unique_id", Unknown::empty},
    {"serial", Unknown::empty},
    {"stable_id", Unknown::empty},
    {"identity"},
    {"unique_identity"},
    {"runtime_status"},
    {"card", Unknown::empty},
    {"render_nodes"},
    {"kfd_nodes"},
    {"vram_bytes", Unknown::empty},
    {"compute_units", Unknown::empty},
    {"state"},
    {"note"},
    {"rules"},
    {"profiles"},
    {"settings"},
    {"advice"},
    {"overrides"},
    {"used_profile", Unknown::empty},
    {"trial", Unknown::empty},
    {"trial_until", Unknown::empty},
    {"environment"},
    {"last_reason", Unknown::empty},
    {"last_applied", Unknown::empty},
    {"last_outcomes"},
};

/// One order that suits all kinds of records.
constexpr std::string_view kRecordKeys[] = {
    "action",       "name",         "description", "knob",       "state",     "result",
    "value",        "from",         "to",          "found",      "error",     "reason",
    "kind",         "scope",        "type",        "choices",    "min",       "max",
    "unit",         "read_at",      "activation",  "bits",       "risk",      "drift",
    "readback",     "restore",      "requires",    "present_on", "doc",       "trap",
    "source",       "configured",   "origin",      "device",     "loaded",    "initramfs",
    "command_line", "other",        "wins",        "note",       "use",       "unset",
    "settings",     "file",         "line",        "column",     "section",   "node",
    "gpu_id",       "render_minor", "simd_count",  "message",    "everywhere"};

constexpr std::string_view kDevicePrefix = "/io/github/rmcpd1/device/";
constexpr std::string_view kLibraryPrefix = "/io/github/rmcpd1/library/";

bool is_empty(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().empty();
  return value.is_number() && value == 0;
}

Json shaped(const Json& value, Unknown unknown) {
  if (value.is_array()) return records_shape(value);
  if (unknown == Unknown::empty && is_empty(value)) return nullptr;
  if (unknown != Unknown::tristate || !value.is_string()) return value;
  if (value == "yes") return true;
  if (value == "no") return false;
  return nullptr;
}

Json record_shape(const Json& record) {
  if (!record.is_object()) return record;
  Json result = Json::object();
  for (const auto key : kRecordKeys)
    if (const auto it = record.find(std::string(key)); it != record.end()) result[it.key()] = *it;
  for (const auto& [key, value] : record.items()) result[key] = value;  // what is new to us
  return result;
}

bool is_known(std::string_view key) {
  for (const auto& p : kDevice)
    if (p.key == key) return true;
  return false;
}

Json named(const Json& rows, std::span<const std::string_view> names) {
  Json result = Json::array();
  for (const auto& row : rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < names.size() && i < row.size(); ++i)
      object[std::string(names[i])] = row[i];
    result.push_back(std::move(object));
  }
  return result;
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

Json snake_case_keys(const Json& object) {
  Json result = Json::object();
  for (const auto& [key, value] : object.items()) result[snake_case(key)] = value;
  return result;
}

Json records_shape(const Json& records) {
  Json result = Json::array();
  for (const auto& record : records) result.push_back(record_shape(record));
  return result;
}

Json device_shape(const Json& properties) {
  Json result = Json::object();
  for (const auto& p : kDevice) {
    const auto it = properties.find(std::string(p.key));
    if (it != properties.end()) result[std::string(p.key)] = shaped(*it, p.unknown);
  }
  for (const auto& [key, value] : properties.items())  // of a daemon newer than this client
    if (!is_known(key)) result[key] = value;
  return result;
}

Json rows_shape(const Json& rows) {
  constexpr std::array<std::string_view, 8> names{"address", "name",  "gfx",  "driver",
                                                  "profile", "state", "note", "alias"};
  return named(rows, names);
}

Json diagnostics_shape(const Json& diagnostics) {
  constexpr std::array<std::string_view, 5> names{"severity", "file", "line", "column", "message"};
  return named(diagnostics, names);
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
