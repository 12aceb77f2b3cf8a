// SPDX-License-Identifier: MIT
// Rows in the form of those of present cards.
#include "client/verbs/absent.hpp"

#include "client/document/json.hpp"
#include "client/render/facts.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

/// `last seen 2026-11-24 00:10:22, applied`
std::string absent_note(const Json& card) {
  const auto when = static_cast<std::uint64_t>(number(card, "last_seen"));
  const auto state = text(card, "last_state");
  return fmt::format("last seen {}, {}", time_text(when), state.empty() ? "unknown" : state);
}

}  // namespace

void add_absent(Json& document, const Json& known) {
  for (const auto& card : items(known, "devices")) {
    if (is_true(card, "present")) continue;
    document["devices"].push_back(Json{{"address", text(card, "address")},
                                       {"name", text(card, "name")},
                                       {"gfx", text(card, "gfx")},
                                       {"driver", ""},
                                       {"rules", ""},
                                       {"profile", ""},
                                       {"profiles", Json::array()},
                                       {"state", "absent"},
                                       {"note", absent_note(card)},
                                       {"alias", text(card, "alias")},
                                       {"last_seen", number(card, "last_seen")},
                                       {"last_state", text(card, "last_state")}});
  }
}

}  // namespace rmcp::client
