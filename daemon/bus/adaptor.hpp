// SPDX-License-Identifier: MIT
// The base of objects on the bus. Any exception of a handler becomes an error reply: sdbus-c++ 2.x
// does that, 1.x lets all but its own errors propagate through the C code of sd-bus.
#pragma once
#include "daemon/bus/sdbus_compat.hpp"
#include "lib/sys/loop.hpp"

#include <memory>
#include <string>

namespace rmcp::bus {

/// The connection, and the loop that serves it.
struct Bus {
  sys::Loop& loop;
  sdbus::IConnection& connection;
};

/// Reports the exception being handled to the loop, for handlers that reply to it themselves.
inline void report(const sys::Loop& loop) {
  loop.guarded([] { throw; });
}

#if RMCP_SDBUS_2
template <class... Interfaces>
class Adaptor : public sdbus::AdaptorInterfaces<Interfaces...> {
 public:
  Adaptor(const Bus& bus, sdbus::ObjectPath path)
      : sdbus::AdaptorInterfaces<Interfaces...>(bus.connection, std::move(path)) {}

 protected:
  ~Adaptor() = default;
};
#else
/// An object whose handlers throw nothing but sdbus::Error.
std::unique_ptr<sdbus::IObject> make_object(const Bus& bus, sdbus::ObjectPath path);

/// As sdbus::AdaptorInterfaces, of such an object.
template <class... Interfaces>
class Adaptor : protected sdbus::ObjectHolder, public Interfaces... {
 public:
  Adaptor(const Bus& bus, sdbus::ObjectPath path)
      : ObjectHolder(make_object(bus, std::move(path))), Interfaces(getObject())... {}

  void registerAdaptor() { getObject().finishRegistration(); }
  void unregisterAdaptor() { getObject().unregister(); }

 protected:
  ~Adaptor() = default;
};
#endif

}  // namespace rmcp::bus
