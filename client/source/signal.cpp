// SPDX-License-Identifier: MIT
// Converts signals to events.
#include "client/source/signal.hpp"

#include "client/document/shape.hpp"
#include "client/source/connection.hpp"
#include "client/source/message_json.hpp"

#include <systemd/sd-bus.h>

namespace rmcp::client {
namespace {

std::string or_empty(const char* text) { return text == nullptr ? "" : text; }

const Json& argument(const Signal& signal, std::size_t index) {
  static const Json none;
  return index < signal.arguments.size() ? signal.arguments[index] : none;
}

std::string text_argument(const Signal& signal, std::size_t index) {
  const Json& value = argument(signal, index);
  return value.is_string() ? value.get<std::string>() : "";
}

Json device_event(std::string_view event, const std::string& path) {
  auto address = address_of(path);
  if (address.empty()) return nullptr;
  return Json{{"event", event}, {"address", std::move(address)}};
}

/// The state and the reasons, where the signal has them.
Json library_event(std::string_view event, const std::string& path, const Json& properties) {
  auto name = library_of(path);
  if (name.empty()) return nullptr;
  Json out{{"event", event}, {"library", std::move(name)}};
  const auto all = snake_case_keys(properties);
  for (const char* key : {"state", "reasons"})
    if (all.contains(key)) out[key] = all[key];
  return out;
}

/// A property cannot take the place of a key of the event.
void merge(Json& event, const Json& more) {
  for (const auto& [key, value] : more.items())
    if (!event.contains(key)) event[key] = value;
}

Json added(const Signal& signal) {
  const Json& interfaces = argument(signal, 1);
  if (const auto library = interfaces.find(kLibraryInterface); library != interfaces.end())
    return library_event("library_added", text_argument(signal, 0), *library);
  const auto device = interfaces.find(kDeviceInterface);
  if (device == interfaces.end()) return nullptr;
  Json event = device_event("added", text_argument(signal, 0));
  if (event.is_null()) return event;
  const auto properties = shape(snake_case_keys(*device), keys_of<DeviceView>());
  for (const char* key : {"name", "gfx", "driver", "state", "note"})
    if (properties.contains(key)) event[key] = properties[key];
  return event;
}

Json removed(const Signal& signal) {
  for (const auto& interface : argument(signal, 1)) {
    const auto path = text_argument(signal, 0);
    if (interface == kDeviceInterface) return device_event("removed", path);
    if (interface == kLibraryInterface)
      return library_event("library_removed", path, Json::object());
  }
  return nullptr;
}

Json manager_changed(const Json& changed) {
  Json event{{"event", "manager"}};
  for (const auto& [key, value] : changed.items()) {
    const auto name = key == "PolicyDiagnostics" ? std::string("diagnostics") : snake_case(key);
    event[name] = key.ends_with("Diagnostics") ? named(value, keys_of<Diagnostic>()) : value;
  }
  return event;
}

Json changed(const Signal& signal) {
  const auto interface = text_argument(signal, 0);
  const Json& properties = argument(signal, 1);
  if (!properties.is_object() || properties.empty()) return nullptr;
  if (interface == kManagerInterface) return manager_changed(properties);
  if (interface == kLibraryInterface)
    return library_event("library_changed", signal.path, properties);
  if (interface != kDeviceInterface) return nullptr;
  Json event = device_event("changed", signal.path);
  if (event.is_null()) return event;
  merge(event, shape(snake_case_keys(properties), keys_of<DeviceView>()));
  for (const char* key : {"state", "note"})  // no text: an odd daemon's, and not "cleared"
    if (event.contains(key) && !event[key].is_string()) event.erase(key);
  return event;
}

Json applied(const Signal& signal) {
  Json event = device_event("applied", signal.path);
  if (event.is_null()) return event;
  event["reason"] = text_argument(signal, 0);
  event["state"] = text_argument(signal, 1);
  event["outcomes"] = shape(argument(signal, 2), keys_of<Outcome>());
  return event;
}

Json owner_changed(const Signal& signal) {
  if (text_argument(signal, 0) != kService) return nullptr;
  return Json{{"event", text_argument(signal, 2).empty() ? "gone" : "back"}};
}

}  // namespace

Signal read_signal(sd_bus_message* message) {
  Signal signal{or_empty(sd_bus_message_get_path(message)),
                or_empty(sd_bus_message_get_interface(message)),
                or_empty(sd_bus_message_get_member(message)), Json::array()};
  if (auto arguments = read_json(message)) signal.arguments = std::move(*arguments);
  return signal;
}

Json to_event(const Signal& signal) {
  if (signal.member == "InterfacesAdded") return added(signal);
  if (signal.member == "InterfacesRemoved") return removed(signal);
  if (signal.member == "PropertiesChanged") return changed(signal);
  if (signal.member == "Applied") return applied(signal);
  if (signal.member == "NameOwnerChanged") return owner_changed(signal);
  return nullptr;
}

}  // namespace rmcp::client
