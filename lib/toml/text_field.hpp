// SPDX-License-Identifier: MIT
// Text out of a document, and the complaints when there is none: shared by policy and settings.
#pragma once
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::toml {

/// A string that fits on one line. `what` names the place in messages: "match key 'gfx'".
std::optional<std::string> read_text(const Node& node, std::string_view what,
                                     Complaints& complaints);

struct Text {
  std::string value;
  Position at;
};

/// One string or an array of them; the broken ones are complained about and left out.
std::vector<Text> read_texts(const Node& node, std::string_view what, Complaints& complaints);

/// `format = 1` has to be there. False when it is another number: then the rest of the file is in a
/// language that this version does not know.
bool check_format(const Table& root, Complaints& complaints);

/// "; did you mean 'x'?", or nothing when no candidate is near.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace rmcp::toml
