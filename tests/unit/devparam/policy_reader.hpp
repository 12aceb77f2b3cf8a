// SPDX-License-Identifier: MIT
// The policy of kernel-patch/devparam, read by the file that the module has it read by.
#pragma once
#include <array>
#include <string>
#include <tuple>
#include <vector>

namespace rmcp::test {

struct DevparamSetting {
  std::string selector, name, value;
};
inline bool operator==(const DevparamSetting& one, const DevparamSetting& other) {
  return std::tie(one.selector, one.name, one.value) ==
         std::tie(other.selector, other.name, other.value);
}

struct DevparamReading {
  std::vector<DevparamSetting> settings;  // all, in the order of the text
  std::string fault;                      // empty: the text is a policy
  std::size_t place = 0;                  // of the fault
};

struct DevparamDevice {
  std::array<unsigned, 4> address;  // domain, bus, slot, function
  std::array<unsigned, 4> ids;      // vendor, device, those of the subsystem
};

DevparamReading read_devparam(const std::string& text);

/// "NAME=VALUE" of those in force. The text has to be a policy.
std::vector<std::string> devparam_of(const std::string& text, const DevparamDevice& device);

bool devparam_agrees(const std::string& one, const std::string& other,
                     const DevparamDevice& device);

}  // namespace rmcp::test
