// SPDX-License-Identifier: MIT
// What is wanted of the cards in random histories, and how it shows in their files. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::histories {

inline constexpr std::string_view kInside = "0000:03:00.0";  // RX 6600: told apart by its slot only
inline constexpr std::string_view kExternal = "0000:3f:00.0";  // RX 7900 XTX: has a unique_id

struct Wish {
  std::string_view card;
  std::string_view knob;
  std::string_view value;
  std::string_view attribute;  // of watched_attributes()
  std::string_view shows;      // a part of its text when the wish is in force
  bool risky = false;          // has to be confirmed
};

const std::vector<Wish>& wishes();
const Wish* find_wish(std::string_view card, std::string_view knob, std::string_view value);

/// What a wish of ours can change, by the names of rmcp-machine: "pp_od_clk_voltage:committed".
const std::vector<std::string>& watched_attributes();

/// Texts that another program may write there.
struct Foreign {
  std::string_view card, attribute, text;
};
const std::vector<Foreign>& foreign_texts();

/// A whole policy file. The last one is not valid.
const std::vector<std::string>& policies();

}  // namespace rmcp::histories
