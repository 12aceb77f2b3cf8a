// SPDX-License-Identifier: MIT
// Formats a table of processes for each device.
#include "client/render/users.hpp"

#include "client/render/columns.hpp"
#include "client/render/facts.hpp"
#include "client/render/plan.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

enum UsersColumn { kUsersPid, kUsersUid, kUsersCommand, kUsersNodes, kUsersMemory, kUsersColumns };

Table users_table(const std::vector<Shown>& users, const Style& style) {
  Table table(style, {"  PID", "UID", "COMMAND", "HOLDS", "MEMORY"});
  table.narrow({{kUsersMemory, 0}, {kUsersNodes, 0, true}});
  for (const auto& user : users) {
    const auto bytes = static_cast<std::uint64_t>(number(user, "vram_bytes"));
    table.add({fmt::format("  {}", number(user, "pid")), std::to_string(number(user, "uid")),
               text_or(user, "command", "-"), join(items(user, "nodes")),
               bytes == 0 ? std::string("-") : bytes_text(bytes)});
  }
  return table;
}

}  // namespace

std::string render_users(const Shown& document, const Style& style) {
  std::string result;
  for (const auto& device : items(document, "devices")) {
    const auto users = items(device, "users");
    result += device_heading(device, style);
    result += users.empty() ? "  nobody\n" : users_table(users, style).text();
  }
  const auto unseen = static_cast<std::size_t>(number(document, "unseen"));
  if (unseen > 0 && style.legend) {
    result += fmt::format("{} could not be inspected: root sees all\n",
                          count(unseen, "process", "processes"));
  }
  return result;
}

std::string users_in_words(const std::vector<Shown>& users) {
  std::string out;
  for (const auto& user : users) {
    out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", text_or(user, "command", "?"),
                       number(user, "pid"));
  }
  return out;
}

}  // namespace rmcp::client
