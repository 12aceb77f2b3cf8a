// SPDX-License-Identifier: MIT
#include "policy_reader.hpp"

#include <algorithm>

extern "C" {
#include "kernel-patch/devparam/policy.h"
}

namespace rmcp::test {
namespace {

std::string string_of(const policy_word& word) { return {word.at, word.length}; }

policy_device c_device(const DevparamDevice& device) {
  policy_device out{};
  std::copy(device.address.begin(), device.address.end(), out.address);
  std::copy(device.ids.begin(), device.ids.end(), out.ids);
  return out;
}

policy_cursor begin_of(const std::string& text) {
  policy_cursor cursor{};
  cursor.at = text.c_str();
  return cursor;
}

}  // namespace

DevparamReading read_devparam(const std::string& text) {
  DevparamReading out;
  auto cursor = begin_of(text);
  policy_setting setting;
  while (policy_next(&cursor, &setting) > 0) {
    out.settings.push_back(
        {string_of(setting.selector.text), string_of(setting.name), string_of(setting.value)});
  }
  if (policy_check(text.c_str(), &cursor) != 0) {
    out.fault = cursor.fault;
    out.place = static_cast<std::size_t>(cursor.at - text.c_str());
  }
  return out;
}

std::vector<std::string> devparam_of(const std::string& text, const DevparamDevice& device) {
  const auto wanted = c_device(device);
  std::vector<std::string> out;
  auto cursor = begin_of(text);
  policy_setting setting;
  while (policy_next_of(text.c_str(), &wanted, &cursor, &setting))
    out.push_back(string_of(setting.name) + "=" + string_of(setting.value));
  return out;
}

bool devparam_agrees(const std::string& one, const std::string& other,
                     const DevparamDevice& device) {
  const auto wanted = c_device(device);
  return policy_agrees(one.c_str(), other.c_str(), &wanted);
}

}  // namespace rmcp::test
