// SPDX-License-Identifier: MIT
// Formats what the driver was given.
#include "client/render/documents.hpp"
#include "client/render/shown.hpp"

#include <fmt/format.h>

namespace rmcp::client {

std::string render_rebound(const Shown& rebound, const Style&) {
  auto out = fmt::format("{} was probed again", text(rebound, "address"));
  std::string_view before = " with ";
  for (const auto& [name, value] : rebound.at("values").fields()) {
    out += fmt::format("{}{}={}", before, name, value.text());
    before = " ";
  }
  out += '\n';
  for (const auto& remark : texts(rebound, "remarks")) out += remark + '\n';
  return out;
}

}  // namespace rmcp::client
