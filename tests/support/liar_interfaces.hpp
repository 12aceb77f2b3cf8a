// SPDX-License-Identifier: MIT
// The interfaces of rmcpd as its XML describes them, so that a stand-in never drifts from it.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rmcp::liar {

struct Interface {
  std::map<std::string, std::string> answers;  // of a method's name: the signature of its answer
  std::vector<std::pair<std::string, std::string>> properties;  // name, signature
};

/// By their names. Throws std::runtime_error for a file that cannot be read.
std::map<std::string, Interface> read_interfaces(const std::vector<std::string>& xml_files);

}  // namespace rmcp::liar
