// SPDX-License-Identifier: MIT
// Reads the section headers, whose layout is in elf.h, and windows of a section.
#include "lib/elf/section.hpp"

#include "lib/elf/elf_strings.hpp"
#include "lib/elf/little_endian.hpp"

#include <elf.h>

#include <algorithm>

namespace rmcp::elf {
namespace {

constexpr std::uint64_t kSearched = 64 << 20;
constexpr std::size_t kSearchWindow = 1 << 20;

std::uint64_t field(std::string_view bytes, std::size_t at, std::size_t length) {
  return at + length <= bytes.size() ? little_endian(bytes, at, length) : 0;
}

/// The table of section headers; empty if it is damaged, or counted elsewhere.
std::string section_headers(int fd, std::string_view header) {
  const auto size = field(header, offsetof(Elf64_Ehdr, e_shentsize), 2);
  const auto count = field(header, offsetof(Elf64_Ehdr, e_shnum), 2);
  if (size != sizeof(Elf64_Shdr) || count == 0) return {};
  auto out = bytes_at(fd, field(header, offsetof(Elf64_Ehdr, e_shoff), 8), size * count);
  return out.size() == size * count ? out : std::string();
}

struct Header {
  std::uint64_t name;
  Section place;
};

Header header_at(std::string_view headers, std::size_t number) {
  const auto at = number * sizeof(Elf64_Shdr);
  return {field(headers, at + offsetof(Elf64_Shdr, sh_name), 4),
          {field(headers, at + offsetof(Elf64_Shdr, sh_offset), 8),
           field(headers, at + offsetof(Elf64_Shdr, sh_size), 8)}};
}

}  // namespace

std::optional<Section> find_section(int fd, std::string_view name) {
  const auto header = bytes_at(fd, 0, sizeof(Elf64_Ehdr));
  const bool fits = header.size() == sizeof(Elf64_Ehdr) && header.starts_with(ELFMAG) &&
                    header[EI_CLASS] == ELFCLASS64 && header[EI_DATA] == ELFDATA2LSB;
  if (!fits) return std::nullopt;
  const auto headers = section_headers(fd, header);
  const auto count = headers.size() / sizeof(Elf64_Shdr);
  const auto names_at = field(header, offsetof(Elf64_Ehdr, e_shstrndx), 2);
  if (names_at >= count) return std::nullopt;
  const auto [offset, size] = header_at(headers, names_at).place;
  const StringTable names(fd, offset, size);
  for (std::size_t i = 0; i < count; ++i) {
    const auto section = header_at(headers, i);
    if (names.at(section.name) == name) return section.place;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> find_in_section(int fd, const Section& section,
                                             std::string_view text) {
  const auto size = std::min(section.size, kSearched);
  for (std::uint64_t at = 0; at < size; at += kSearchWindow - text.size()) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kSearchWindow, size - at));
    const auto bytes = bytes_at(fd, section.offset + at, wanted);
    if (const auto found = bytes.find(text); found != bytes.npos) return at + found;
    if (bytes.size() < kSearchWindow) break;
  }
  return std::nullopt;
}

bool has_string(int fd, std::string_view text) {
  const auto section = find_section(fd, ".rodata");
  const std::string whole = std::string(1, '\0') + std::string(text) + std::string(1, '\0');
  return section && find_in_section(fd, *section, whole);
}

}  // namespace rmcp::elf
