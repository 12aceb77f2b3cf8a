// SPDX-License-Identifier: MIT
// Files that somebody has damaged, by accident or on purpose: each gives a file or a reason.
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <elf.h>

#include <cstring>
#include <random>

namespace rmcp::elf {
namespace {

using testing::HasSubstr;

std::string shape() { return contents_of(fixture("reader/libshape.so")); }

/// One field of the ELF header, set to a value.
template <typename Field>
std::string with_header(std::string bytes, Field Elf64_Ehdr::*field, Field value) {
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.*field = value;
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

/// Calls for each program header of a type.
template <typename Change>
std::string with_segment(std::string bytes, std::uint32_t type, Change change) {
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    auto* at = bytes.data() + header.e_phoff + i * sizeof(Elf64_Phdr);
    Elf64_Phdr segment;
    std::memcpy(&segment, at, sizeof segment);
    if (segment.p_type == type) change(segment);
    std::memcpy(at, &segment, sizeof segment);
  }
  return bytes;
}

/// Calls for each entry of the dynamic segment.
template <typename Change>
std::string with_dynamic(const std::string& original, Change change) {
  std::string bytes = original;
  with_segment(original, PT_DYNAMIC, [&](const Elf64_Phdr& segment) {
    for (std::size_t at = 0; at + sizeof(Elf64_Dyn) <= segment.p_filesz; at += sizeof(Elf64_Dyn)) {
      Elf64_Dyn entry;
      std::memcpy(&entry, bytes.data() + segment.p_offset + at, sizeof entry);
      change(entry);
      std::memcpy(bytes.data() + segment.p_offset + at, &entry, sizeof entry);
    }
  });
  return bytes;
}

std::string with_tag(Elf64_Sxword tag, Elf64_Xword value) {
  return with_dynamic(shape(), [&](Elf64_Dyn& entry) {
    if (entry.d_tag == tag) entry.d_un.d_val = value;
  });
}

TEST(DamagedElf, EveryTruncationGivesAnAnswer) {
  const auto whole = shape();
  const MemoryFile file(whole);
  std::size_t refused = 0;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    file.replace(std::string_view(whole).substr(0, length));
    const auto out = read_elf(file.fd());
    if (!out) {
      EXPECT_NE(out.error().text, "");
      ++refused;
    }
  }
  // What is left whole without them are the section headers at the end, which no loader reads.
  EXPECT_GT(refused, whole.size() / 2);
}

TEST(DamagedElf, ThousandsOfMutationsGiveAnswers) {
  const auto whole = shape();
  const MemoryFile file(whole);
  std::mt19937 random(20261125);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  std::size_t differed = 0;
  const auto original = read_bytes(whole);
  for (int round = 0; round < 4000; ++round) {
    auto bytes = whole;
    for (auto left = below(8) + 1; left > 0; --left) {
      // Headers and the dynamic segment are where it hurts: half of the hits go there.
      const auto at = below(2) == 0 ? below(1024) : below(bytes.size());
      bytes[at] = static_cast<char>(below(4) == 0 ? 0xff : below(256));
    }
    file.replace(bytes);
    const auto out = read_elf(file.fd());
    if (out != original) ++differed;
  }
  EXPECT_GT(differed, 1000U);
}

TEST(DamagedElf, CountsBeyondReasonAreRefused) {
  EXPECT_THAT(
      read_bytes(with_header(shape(), &Elf64_Ehdr::e_phnum, Elf64_Half{0xfffe})).error().text,
      HasSubstr("program headers"));
  EXPECT_THAT(read_bytes(with_header(shape(), &Elf64_Ehdr::e_shnum, Elf64_Half{0})).error().text,
              HasSubstr("does not say how many"));
  EXPECT_THAT(read_bytes(with_header(shape(), &Elf64_Ehdr::e_version, Elf64_Word{9})).error().text,
              testing::Not(""));
}

TEST(DamagedElf, PlacesBeyondTheFileAreRefused) {
  const auto beyond = [](Elf64_Phdr& segment) { segment.p_offset = ~std::uint64_t{0} - 8; };
  EXPECT_THAT(read_bytes(with_segment(shape(), PT_LOAD, beyond)).error().text,
              HasSubstr("a segment lies outside"));
  EXPECT_THAT(read_bytes(with_segment(shape(), PT_DYNAMIC, beyond)).error().text,
              HasSubstr("dynamic segment lies outside"));
  EXPECT_THAT(read_bytes(with_segment(shape(), PT_NOTE, beyond)).error().text,
              HasSubstr("notes lie outside"));
  EXPECT_THAT(read_bytes(with_header(shape(), &Elf64_Ehdr::e_phoff, Elf64_Off{~0ULL})).error().text,
              testing::Not(""));
}

TEST(DamagedElf, NamesBeyondTheStringTableAreRefused) {
  EXPECT_EQ(read_bytes(with_tag(DT_SONAME, 1 << 30)).error().text,
            "the SONAME lies outside the string table");
  EXPECT_EQ(read_bytes(with_tag(DT_NEEDED, ~0ULL)).error().text,
            "the name of a needed library lies outside the string table");
  EXPECT_EQ(read_bytes(with_tag(DT_RPATH, 1 << 30)).error().text,
            "the RPATH lies outside the string table");
  EXPECT_EQ(read_bytes(with_tag(DT_STRTAB, ~0ULL)).error().text,
            "the dynamic string table lies outside the file");
  EXPECT_EQ(read_bytes(with_tag(DT_STRSZ, 1)).error().text,
            "the name of a needed library lies outside the string table");
  EXPECT_EQ(read_bytes(with_tag(DT_VERNEED, ~0ULL)).error().text,
            "the needed versions lie outside the file");
}

TEST(DamagedElf, VersionsThatPointIntoThemselvesEnd) {
  // Each byte after the records' place is made 1: "next" is one byte on, counts are large.
  auto bytes = shape();
  std::uint64_t versions = 0;
  bytes = with_dynamic(bytes, [&](Elf64_Dyn& entry) {
    if (entry.d_tag == DT_VERNEED) versions = entry.d_un.d_val;
    if (entry.d_tag == DT_VERNEEDNUM) entry.d_un.d_val = ~0ULL;
  });
  ASSERT_LT(versions + 64, bytes.size());
  bytes.replace(versions, 64, 64, '\1');
  EXPECT_FALSE(read_bytes(bytes));
}

}  // namespace
}  // namespace rmcp::elf
