// SPDX-License-Identifier: MIT
// The system bus by sd-bus: starts fast, and keeps several calls in flight at once.
#pragma once
#include "client/document/error.hpp"
#include "client/document/json.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct sd_bus;
struct sd_bus_message;

namespace rmcp::client {

inline constexpr const char* kService = "io.github.rmcpd";
inline constexpr const char* kRootPath = "/io/github/rmcpd1";
inline constexpr const char* kManagerPath = "/io/github/rmcpd1/manager";
inline constexpr const char* kManagerInterface = "io.github.rmcpd1.Manager";
inline constexpr const char* kDeviceInterface = "io.github.rmcpd1.Device";
inline constexpr const char* kLibraryInterface = "io.github.rmcpd1.Library";
inline constexpr const char* kPropertiesInterface = "org.freedesktop.DBus.Properties";
inline constexpr const char* kObjectManagerInterface = "org.freedesktop.DBus.ObjectManager";

struct Request {
  std::string path;
  const char* interface = nullptr;
  const char* member = nullptr;
  std::function<int(sd_bus_message*)> append = nullptr;  // the arguments; negative errno on failure
  std::uint64_t timeout_usec = 0;                        // 0: the default of sd-bus, 25 s
};

/// The arguments of the answer, as an array.
using Reply = Expected<Json>;

class Connection {
 public:
  /// The system bus of this machine, or of `host` ([USER@]HOST) over ssh.
  static Expected<Connection> open(const std::string& host);

  /// For a caller that must not block: no daemon is started, and each answer comes soon or not at
  /// all.
  void be_quick() {
    never_start();
    quick_ = true;
  }
  /// No daemon is started, not even by the first call.
  void never_start() { may_start_ = false; }
  /// Calls without an answer are abandoned at this time.
  void answer_until(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

  /// Sends all requests, then waits for all answers; they are in the order of the requests. Only
  /// the first call of a connection may have D-Bus start the daemon: a later one would start a
  /// daemon that was stopped in the meantime, and cancel the stop.
  std::vector<Reply> call_all(std::span<const Request> requests);
  Reply call(const Request& request);

  [[nodiscard]] sd_bus* get() const { return bus_.get(); }

 private:
  struct Unref {
    void operator()(sd_bus* bus) const;
  };
  Connection(sd_bus* bus, std::string host) : bus_(bus), host_(std::move(host)) {}
  void explain_loss(Failure& failure) const;
  int send(const Request& request, bool may_start, struct Pending& pending);
  [[nodiscard]] std::uint64_t timeout_of(const Request& request) const;

  std::unique_ptr<sd_bus, Unref> bus_;
  std::string host_;
  bool quick_ = false;
  bool may_start_ = true;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
};

/// Properties.GetAll of one interface.
Request get_all(std::string path, const char* interface);

}  // namespace rmcp::client
