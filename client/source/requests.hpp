// SPDX-License-Identifier: MIT
// The calls of rmcpd's interfaces, with their arguments.
#pragma once
#include "client/source/connection.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct sd_bus_message;

namespace rmcp::client {

/// For people: a password, a GPU that is slow to answer.
inline constexpr std::uint64_t kPatientUsec = 5ULL * 60 * 1000 * 1000;

struct CallOptions {
  bool interactive = false;        // polkit may ask for a password
  bool keep = false;               // revert, set, use: across a reboot too
  bool force = false;              // eject, rebind: also while it is in use
  std::uint64_t revert_after = 0;  // apply: seconds until everything is taken back; 0: never
};

/// Those of a request: negative errno on failure.
int append_options(sd_bus_message* message, const CallOptions& call_options);
int append_paths(sd_bus_message* message, const std::vector<std::string>& paths);
int append_texts(sd_bus_message* message, const std::vector<std::string>& texts);
int append_settings(sd_bus_message* message, const std::map<std::string, std::string>& settings);

Request manager_call(const char* member);
/// `pattern` has to outlive the call.
Request find_device(const std::string& pattern);
/// A call of Device with no arguments but options.
Request device_call(std::string path, const char* member, const CallOptions& call_options,
                    std::uint64_t patience = kPatientUsec);

}  // namespace rmcp::client
