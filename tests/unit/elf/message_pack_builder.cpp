// SPDX-License-Identifier: MIT
#include "message_pack_builder.hpp"

#include <algorithm>
#include <initializer_list>

namespace rmcp::elf {
namespace {

/// The first of a form's widths that is no narrower than asked for and has room for the number.
unsigned fitting(std::initializer_list<unsigned> widths, unsigned asked, std::uint64_t number) {
  for (const auto width : widths)
    if (width >= asked && (width == 8 || number >> (8 * width) == 0)) return width;
  return *(widths.end() - 1);
}

unsigned char stepped(unsigned first, unsigned step) {
  return static_cast<unsigned char>(first + step);
}

/// The place of a width among 1, 2, 4, 8.
unsigned rank(unsigned width) { return width == 8 ? 3 : width / 2; }

std::string counted(unsigned char first, std::string_view bytes, unsigned width,
                    std::string_view between = "") {
  width = fitting({1, 2, 4}, width, bytes.size());
  return pack_head(stepped(first, rank(width)), bytes.size(), width).append(between).append(bytes);
}

/// A list or map: the head with its count inside, or that of 16 bits, which precedes that of 32.
std::string counted_elements(unsigned char small, unsigned char first, std::size_t count,
                             unsigned width) {
  if (width == 0 && count < 16) return {static_cast<char>(small + count)};
  width = fitting({2, 4}, width, count);
  return pack_head(stepped(first, width == 4 ? 1 : 0), count, width);
}

}  // namespace

std::string pack_head(unsigned char head, std::uint64_t number, unsigned width) {
  std::string out(1, static_cast<char>(head));
  for (unsigned left = width; left-- > 0;) out += static_cast<char>(number >> (8 * left) & 0xff);
  return out;
}

std::string pack_number(std::uint64_t value, unsigned width) {
  if (width == 0 && value < 128) return {static_cast<char>(value)};
  width = fitting({1, 2, 4, 8}, width, value);
  return pack_head(stepped(0xcc, rank(width)), value, width);
}

std::string pack_signed(std::int64_t value, unsigned width) {
  return pack_head(stepped(0xd0, rank(width)), static_cast<std::uint64_t>(value), width);
}

std::string pack_text(std::string_view text, unsigned width) {
  if (width == 0 && text.size() < 32)
    return std::string(1, static_cast<char>(0xa0 + text.size())).append(text);
  return counted(0xd9, text, width);
}

std::string pack_bytes(std::string_view bytes, unsigned width) {
  return counted(0xc4, bytes, width);
}

std::string pack_extension(std::string_view bytes, unsigned width) {
  constexpr std::string_view kType = "\x2a";
  for (unsigned power = 0; width == 0 && power <= 4; ++power)
    if (bytes.size() == std::size_t{1} << power)
      return std::string(1, static_cast<char>(0xd4 + power)).append(kType).append(bytes);
  return counted(0xc7, bytes, width, kType);
}

std::string pack_list(const std::vector<std::string>& items, unsigned width) {
  auto out = counted_elements(0x90, 0xdc, items.size(), width);
  for (const auto& item : items) out += item;
  return out;
}

std::string pack_map(const PackedMap& pairs, unsigned width) {
  auto out = counted_elements(0x80, 0xde, pairs.size(), width);
  for (const auto& [key, value] : pairs) out.append(key).append(value);
  return out;
}

std::string pack_texts(const std::vector<std::string>& texts, unsigned width) {
  std::vector<std::string> packed;
  for (const auto& text : texts) packed.push_back(pack_text(text, width));
  return pack_list(packed, width);
}

std::vector<std::string> pack_everything() {
  std::vector<std::string> out = {"\xc0",
                                  "\xc2",
                                  "\xc3",
                                  "\xe0",
                                  "\xff",
                                  pack_head(0xca, 1, 4),
                                  pack_head(0xcb, 1, 8),
                                  pack_nested(6, false),
                                  pack_nested(6, true)};
  for (const unsigned width : {0U, 1U, 2U, 4U, 8U}) {
    out.push_back(pack_number(77, width));
    if (width > 0) out.push_back(pack_signed(-77, width));
    out.push_back(pack_text("gfx1030", width));
    out.push_back(pack_bytes("gfx1030", width));
    out.push_back(pack_extension("gfx1030", width));
    for (const auto size : {1U, 2U, 4U, 8U, 16U})
      out.push_back(pack_extension(std::string(size, 'e'), width));
    out.push_back(pack_list({pack_text("toc"), pack_list({})}, width));
    out.push_back(pack_map({{pack_text("toc"), pack_map({})}, {pack_text(""), "\xc0"}}, width));
  }
  return out;
}

std::string pack_nested(std::size_t depth, bool maps) {
  std::string out;
  for (std::size_t i = 1; i < depth; ++i) out += maps ? "\x81\xa1m" : "\x91";
  return out + (maps ? '\x80' : '\x90');
}

}  // namespace rmcp::elf
