// SPDX-License-Identifier: MIT
// The daemon on the bus: its documents and its requests.
#pragma once
#include "client/source/connection.hpp"
#include "client/source/requests.hpp"
#include "client/source/source.hpp"
#include "lib/text/failure.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rmcp::client {

class BusSource : public Source {
 public:
  /// On this machine, or on `host` over ssh.
  static Expected<BusSource> open(const std::string& host);

  Expected<Json> list() override;
  Expected<Json> known() override;
  Expected<Json> show(const Patterns& patterns) override;
  /// The DeviceView of the one that is meant.
  Expected<Json> show_one(const std::string& pattern);
  Expected<Json> status(const Patterns& patterns) override;
  /// status() without the steps.
  Expected<Json> facts(const Patterns& patterns);
  Expected<Json> plan(const Patterns& patterns) override;
  Expected<Json> readings(const std::string& device,
                          const std::vector<std::string>& knobs) override;
  Expected<Json> kernel() override;
  Expected<Json> libraries() override;
  Expected<Json> profiles() override;

  /// {"devices":[{address, alias, name, "outcomes":[..]}], "changed": bool}; with apply also the
  /// state of policy, as with plan().
  Expected<Json> apply(const Patterns& patterns, const CallOptions& call_options);
  Expected<Json> revert(const Patterns& patterns, const CallOptions& call_options);
  Expected<Json> confirm(const Patterns& patterns, const CallOptions& call_options);
  /// For one device; the answer has the form of apply's.
  Expected<Json> set(const std::string& device, const std::map<std::string, std::string>& settings,
                     const CallOptions& call_options);
  Expected<Json> unset(const std::string& device, const std::vector<std::string>& knobs,
                       const CallOptions& call_options);
  Expected<Json> use(const std::string& device, const std::string& profile,
                     const CallOptions& call_options);
  Expected<void> eject(const std::string& address, const CallOptions& call_options);
  /// {"values": {name: text}, "remarks": [..]}
  Expected<Json> rebind(const std::string& address, const CallOptions& call_options);
  /// Returns once every device has been handled with the new policy.
  Expected<void> reload(const CallOptions& call_options);

  /// {"knobs":[..]} of a daemon whose version may differ.
  Expected<Json> knobs();

  Connection& connection() { return connection_; }

 private:
  BusSource(Connection connection, bool remote)
      : connection_(std::move(connection)), remote_(remote) {}

  /// The properties of the manager.
  Expected<Json> manager();
  /// The object paths of the devices that the patterns match, each once: none but for no patterns.
  Expected<std::vector<std::string>> find(const Patterns& patterns);
  Expected<Json> change_one(const char* member, const std::string& device,
                            const CallOptions& call_options,
                            const std::function<int(sd_bus_message*)>& append);
  Expected<Json> change(const char* member, const Patterns& patterns,
                        const CallOptions& call_options);

  /// The replies to Device.Plan, in the order of the addresses.
  std::vector<Reply> plans_of(const std::vector<std::string>& addresses, std::uint64_t patience);
  void add_steps(Json& devices);
  void add_policy(Json& document, const Json& properties) const;

  Connection connection_;
  bool remote_;  // the files of policy are on another machine
};

}  // namespace rmcp::client
