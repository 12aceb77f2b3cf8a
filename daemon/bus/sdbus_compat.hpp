// SPDX-License-Identifier: MIT
// The only file that depends on the major version of sdbus-c++ (1.x or 2.x).
#pragma once
#include <sdbus-c++/sdbus-c++.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#if __has_include(<sdbus-c++/VTableItems.h>)  // came with 2.0; neither has a version macro
#define RMCP_SDBUS_2 1
#else
#define RMCP_SDBUS_2 0
#endif

namespace rmcp::bus {

#if RMCP_SDBUS_2
using ServiceName = sdbus::ServiceName;
using InterfaceName = sdbus::InterfaceName;
using MethodName = sdbus::MethodName;
using PropertyName = sdbus::PropertyName;
using ErrorName = sdbus::Error::Name;
using CallError = std::optional<sdbus::Error>;
inline std::string sender_of(const sdbus::IObject& object) {
  return object.getCurrentlyProcessedMessage().getSender();
}
#else
using ServiceName = std::string;
using InterfaceName = std::string;
using MethodName = std::string;
using PropertyName = std::string;
using ErrorName = std::string;
using CallError = const sdbus::Error*;
inline std::string sender_of(const sdbus::IObject& object) {
  return object.getCurrentlyProcessedMessage()->getSender();
}
#endif

/// A proxy without signals, ready for calls.
inline std::unique_ptr<sdbus::IProxy> make_proxy(sdbus::IConnection& connection,
                                                 const char* service, const char* path) {
  auto proxy = sdbus::createProxy(connection, ServiceName{service}, sdbus::ObjectPath{path});
#if !RMCP_SDBUS_2
  proxy->finishRegistration();
#endif
  return proxy;
}

/// Ends the match when it is destroyed.
template <typename Handler>
[[nodiscard]] sdbus::Slot add_match(sdbus::IConnection& connection, const std::string& match,
                                    Handler handler) {
#if RMCP_SDBUS_2
  return connection.addMatch(match, std::move(handler), sdbus::return_slot);
#else
  return connection.addMatch(match, std::move(handler));
#endif
}

}  // namespace rmcp::bus
