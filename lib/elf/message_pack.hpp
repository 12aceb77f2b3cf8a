// SPDX-License-Identifier: MIT
// MessagePack documents of unknown origin: walked, never kept.
#pragma once
#include "lib/text/failure.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

/// The keys that lead to a value; an element of an array has the key "".
using MessagePath = std::vector<std::string>;

struct MessageValue {
  std::optional<std::string> text;
  std::optional<std::uint64_t> number;  // integers that are not negative
};

/// Calls `seen` for each text and number in the first document of some bytes; stops if that
/// returns a Failure, which is the result then. Of two fields of one name in the document itself
/// only the first is seen. Documents of more than 16 levels, more than 256 fields, and keys other
/// than text, are errors. Memory is bounded by the longest text.
Failure walk_message(std::string_view bytes,
                     const std::function<Failure(const MessagePath&, MessageValue&&)>& seen);

}  // namespace rmcp::elf
