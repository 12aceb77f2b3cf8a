// SPDX-License-Identifier: MIT
// GDBus, one call at a time.
#include "bus.hpp"

#include <algorithm>
#include <stdexcept>

namespace rmcp::histories {
namespace {

constexpr const char* kName = "io.github.rmcpd";
constexpr const char* kRoot = "/io/github/rmcpd1";
constexpr const char* kManager = "/io/github/rmcpd1/manager";
constexpr const char* kManagerInterface = "io.github.rmcpd1.Manager";
constexpr const char* kDeviceInterface = "io.github.rmcpd1.Device";
constexpr int kPatienceMilliseconds = 30000;

std::string take_message(GError* error) {
  const std::string message = error == nullptr ? "no reason given" : error->message;
  g_clear_error(&error);
  return message;
}

Properties properties_of(GVariant* dictionary) {
  Properties properties;
  GVariantIter iterator;
  g_variant_iter_init(&iterator, dictionary);
  const gchar* name = nullptr;
  GVariant* value = nullptr;
  while (g_variant_iter_next(&iterator, "{&sv}", &name, &value)) {
    properties[name] = Value(value);
  }
  return properties;
}

}  // namespace

Bus::Bus() {
  GError* error = nullptr;
  connection_ = g_bus_get_sync(G_BUS_TYPE_SYSTEM, nullptr, &error);
  if (connection_ == nullptr) throw std::runtime_error("bus: " + take_message(error));
}

Bus::~Bus() { g_object_unref(connection_); }

std::string Bus::device_path(const std::string& address) {
  std::string path = std::string(kRoot) + "/device/" + address;
  std::ranges::replace_if(
      path, [](char c) { return c == ':' || c == '.'; }, '_');
  return path;
}

std::string Bus::call(const std::string& address, const char* method, GVariant* arguments) {
  const std::string path = address.empty() ? kManager : device_path(address);
  GError* error = nullptr;
  const Value answer(g_dbus_connection_call_sync(
      connection_, kName, path.c_str(), address.empty() ? kManagerInterface : kDeviceInterface,
      method, arguments, nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, kPatienceMilliseconds, nullptr,
      &error));
  if (answer) return "";
  unanswered_ = unanswered_ || g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) != 0;
  return take_message(error);
}

void Bus::send(const std::string& address, const char* method, GVariant* arguments) {
  const std::string path = address.empty() ? kManager : device_path(address);
  g_dbus_connection_call(connection_, kName, path.c_str(),
                         address.empty() ? kManagerInterface : kDeviceInterface, method, arguments,
                         nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, kPatienceMilliseconds, nullptr,
                         nullptr, nullptr);
  g_dbus_connection_flush_sync(connection_, nullptr, nullptr);
}

Devices Bus::devices() {
  Devices devices;
  const Value answer(g_dbus_connection_call_sync(
      connection_, kName, kRoot, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", nullptr,
      nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, kPatienceMilliseconds, nullptr, nullptr));
  if (!answer) return devices;
  const Value objects(g_variant_get_child_value(answer.get(), 0));
  GVariantIter iterator;
  g_variant_iter_init(&iterator, objects.get());
  GVariant* interfaces = nullptr;
  while (g_variant_iter_next(&iterator, "{&o@a{sa{sv}}}", nullptr, &interfaces)) {
    const Value owner(interfaces);
    const Value dictionary(
        g_variant_lookup_value(interfaces, kDeviceInterface, G_VARIANT_TYPE_VARDICT));
    if (!dictionary) continue;
    Properties properties = properties_of(dictionary.get());
    const std::string address = text_of(properties, "Address");
    devices[address] = std::move(properties);
  }
  return devices;
}

std::string text_of(const Properties& properties, const char* name) {
  const auto found = properties.find(name);
  if (found == properties.end()) return "";
  if (g_variant_is_of_type(found->second.get(), G_VARIANT_TYPE_STRING) != 0)
    return g_variant_get_string(found->second.get(), nullptr);
  gchar* printed = g_variant_print(found->second.get(), FALSE);
  const std::string text = printed;
  g_free(printed);
  return text;
}

}  // namespace rmcp::histories
