// SPDX-License-Identifier: MIT
// MessagePack for tests, a function for each form: any form that its specification
// (github.com/msgpack/msgpack, spec.md) allows for a value, and heads that claim more than follows.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp::elf {

/// Keys and values, both packed.
using PackedMap = std::vector<std::pair<std::string, std::string>>;

// `width` is the number of bytes that a number, or a count of bytes or elements, takes after the
// head: 1, 2, 4 or 8. Where a form has no such width, or the number no room, the next wider is
// taken; 0 is the shortest.
std::string pack_number(std::uint64_t value, unsigned width = 0);
/// As a signed number: int 8 to int 64.
std::string pack_signed(std::int64_t value, unsigned width);
std::string pack_text(std::string_view text, unsigned width = 0);
std::string pack_bytes(std::string_view bytes, unsigned width = 0);
std::string pack_extension(std::string_view bytes, unsigned width = 0);
std::string pack_list(const std::vector<std::string>& items, unsigned width = 0);
std::string pack_map(const PackedMap& pairs, unsigned width = 0);
std::string pack_texts(const std::vector<std::string>& texts, unsigned width = 0);

/// A value of every type in every width; keys are text.
std::vector<std::string> pack_everything();

/// A head by itself: 0xdd, 0xffffffff in 4 bytes is a list that claims that many elements.
std::string pack_head(unsigned char head, std::uint64_t number, unsigned width);
/// Values in values, `depth` of them: lists, or maps as values (`maps`).
std::string pack_nested(std::size_t depth, bool maps);

}  // namespace rmcp::elf
