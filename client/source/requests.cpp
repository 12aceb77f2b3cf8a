// SPDX-License-Identifier: MIT
// Appends arguments as the interfaces have them.
#include "client/source/requests.hpp"

#include <systemd/sd-bus.h>

namespace rmcp::client {
namespace {

/// A container around what `append` adds.
template <class Append>
int enclosed(sd_bus_message* m, const char* contents, Append append) {
  int r = sd_bus_message_open_container(m, 'a', contents);
  if (r >= 0) r = append();
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_all(sd_bus_message* m, char type, const std::vector<std::string>& words) {
  return enclosed(m, std::string(1, type).c_str(), [&] {
    int r = 0;
    for (const auto& word : words)
      if (r >= 0) r = sd_bus_message_append_basic(m, type, word.c_str());
    return r;
  });
}

}  // namespace

int append_options(sd_bus_message* message, const CallOptions& call_options) {
  return enclosed(message, "{sv}", [&] {
    int r = 0;
    const auto flag = [&](const char* name, bool set) {
      if (r >= 0 && set) r = sd_bus_message_append(message, "{sv}", name, "b", 1);
    };
    flag("interactive", call_options.interactive);
    flag("keep", call_options.keep);
    flag("force", call_options.force);
    if (r >= 0 && call_options.revert_after > 0)
      r = sd_bus_message_append(message, "{sv}", "revert_after", "t", call_options.revert_after);
    return r;
  });
}

int append_paths(sd_bus_message* message, const std::vector<std::string>& paths) {
  return append_all(message, 'o', paths);
}

int append_texts(sd_bus_message* message, const std::vector<std::string>& texts) {
  return append_all(message, 's', texts);
}

int append_settings(sd_bus_message* message, const std::map<std::string, std::string>& settings) {
  return enclosed(message, "{sv}", [&] {
    int r = 0;
    for (const auto& [name, value] : settings)
      if (r >= 0) r = sd_bus_message_append(message, "{sv}", name.c_str(), "s", value.c_str());
    return r;
  });
}

Request manager_call(const char* member) { return {kManagerPath, kManagerInterface, member}; }

Request find_device(const std::string& pattern) {
  auto request = manager_call("FindDevice");
  request.append = [&pattern](sd_bus_message* m) {
    return sd_bus_message_append_basic(m, 's', pattern.c_str());
  };
  return request;
}

Request device_call(std::string path, const char* member, const CallOptions& call_options,
                    std::uint64_t patience) {
  return {std::move(path), kDeviceInterface, member,
          [call_options](sd_bus_message* m) { return append_options(m, call_options); }, patience};
}

}  // namespace rmcp::client
