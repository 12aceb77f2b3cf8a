// SPDX-License-Identifier: MIT
// rmcpd as a client on the bus sees it.
#pragma once
#include <gio/gio.h>

#include <map>
#include <memory>
#include <string>

namespace rmcp::histories {

/// A GVariant's reference.
struct Unref {
  void operator()(GVariant* value) const { g_variant_unref(value); }
};
using Value = std::unique_ptr<GVariant, Unref>;

using Properties = std::map<std::string, Value>;
/// By PCI address; without that of the manager.
using Devices = std::map<std::string, Properties>;

class Bus {
 public:
  /// At $DBUS_SYSTEM_BUS_ADDRESS. Throws std::runtime_error.
  Bus();
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  static std::string device_path(const std::string& address);

  /// Of the manager, or with an address of that device. Empty when it was answered well; else the
  /// error. Takes floating `arguments`.
  std::string call(const std::string& address, const char* method, GVariant* arguments);
  /// Without waiting for the answer.
  void send(const std::string& address, const char* method, GVariant* arguments);
  /// Nothing while rmcpd is not there.
  Devices devices();

  /// True when an answer never came.
  bool unanswered() const { return unanswered_; }

 private:
  GDBusConnection* connection_ = nullptr;
  bool unanswered_ = false;
};

/// Of a property, as text; empty when it is not there.
std::string text_of(const Properties& properties, const char* name);

}  // namespace rmcp::histories
