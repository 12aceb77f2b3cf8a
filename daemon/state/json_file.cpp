// SPDX-License-Identifier: MIT
// JSON to and from files.
#include "state/json_file.hpp"

#include "sys/file.hpp"

namespace rmcp::state {

std::optional<nlohmann::json> read_json(const std::string& path) {
  const auto text = sys::read_file(path);
  if (!text) return std::nullopt;
  auto document = nlohmann::json::parse(*text, nullptr, false);
  if (document.is_discarded()) return std::nullopt;
  return document;
}

int write_json(const std::string& path, const nlohmann::json& document, Durable durable) {
  if (const int error = sys::make_directories(path.substr(0, path.rfind('/')))) return error;
  const auto text = document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  return sys::replace_file(path, text, 0644, durable == Durable::yes);
}

}  // namespace rmcp::state
