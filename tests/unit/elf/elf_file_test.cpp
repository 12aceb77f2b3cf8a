// SPDX-License-Identifier: MIT
// What is read of files that a real linker has written.
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <elf.h>

namespace rmcp::elf {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ElfFile, LibrarySaysWhatTheLinkerWasTold) {
  const auto file = read_path(fixture("reader/libshape.so"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->type, ElfType::shared);
  EXPECT_EQ(file->soname, "libshape.so.1");
  EXPECT_THAT(file->needed, ElementsAre("libm.so.6", "libc.so.6"));
  EXPECT_EQ(file->rpath, "$ORIGIN:/opt/somewhere/lib");
  EXPECT_EQ(file->runpath, std::nullopt);
  EXPECT_EQ(file->build_id, "00ff10a5");
  EXPECT_EQ(file->interpreter, "");
  EXPECT_TRUE(file->dynamic);
  EXPECT_TRUE(file->no_default_lib);
  EXPECT_FALSE(file->position_free);
  EXPECT_FALSE(file->executable_stack);
  EXPECT_EQ(foreign(*file), "");
}

TEST(ElfFile, RunpathIsNoRpath) {
  const auto file = read_path(fixture("reader/librun.so"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->soname, "");
  EXPECT_EQ(file->rpath, std::nullopt);
  EXPECT_EQ(file->runpath, "$ORIGIN/../lib");
  EXPECT_EQ(file->build_id, "");
  EXPECT_FALSE(file->no_default_lib);
  EXPECT_TRUE(file->executable_stack);
}

TEST(ElfFile, ProgramHasAnInterpreterAndNeedsVersions) {
  const auto file = read_path(fixture("reader/program"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_THAT(file->interpreter, HasSubstr("ld-linux"));
  EXPECT_TRUE(file->position_free);
  EXPECT_THAT(file->version_needs, Contains(testing::Field(&VersionNeed::file, "libc.so.6")));
  EXPECT_NE(highest_version(*file, "GLIBC"), "");
  EXPECT_EQ(highest_version(*file, "GLIBCXX"), "");
}

TEST(ElfFile, ObjectFileIsRelocatable) {
  const auto file = read_path(fixture("reader/object.o"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->type, ElfType::relocatable);
  EXPECT_FALSE(file->dynamic);
}

TEST(ElfFile, WhatIsNotElfHasAReason) {
  EXPECT_EQ(read_bytes("").error(), "not an ELF file");
  EXPECT_EQ(read_bytes("#!/bin/sh\n").error(), "not an ELF file");
  EXPECT_EQ(read_bytes("!<arch>\n").error(), "not an ELF file");
  EXPECT_EQ(read_bytes("\x7f"
                       "ELF")
                .error(),
            "the ELF header is cut off");
  EXPECT_EQ(read_path("/").error(), "not a regular file");
}

TEST(ElfFile, ForeignFilesAreNamed) {
  ElfFile file;
  file.machine = EM_AARCH64;
  EXPECT_EQ(foreign(file), "for AArch64");
  file.machine = EM_AMDGPU;
  EXPECT_EQ(foreign(file), "for AMD GPU");
  file = *read_path(fixture("reader/program"));
  file.bits = 32;
  EXPECT_EQ(foreign(file), "32-bit");
  file.bits = 64;
  file.big_endian = true;
  EXPECT_EQ(foreign(file), "big-endian");
}

std::string big_endian(std::uint32_t value, unsigned length) {
  std::string out;
  for (unsigned i = length; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

std::string words_of(std::initializer_list<std::uint32_t> words) {
  std::string out;
  for (const auto word : words) out += big_endian(word, 4);
  return out;
}

/// A library for 32-bit big-endian PowerPC with a SONAME and something that it needs.
std::string powerpc_library() {
  constexpr std::uint32_t kPlace = 52 + 2 * 32, kStrings = kPlace + 5 * 8, kBase = 0x10000;
  const std::string strings("\0libfar.so.1\0libc.so.6\0", 24);
  auto out = std::string(
                 "\x7f"
                 "ELF\1\2\1",
                 7) +
             std::string(9, '\0');
  out += big_endian(ET_DYN, 2) + big_endian(EM_PPC, 2) + words_of({EV_CURRENT, 0, 52, 0, 0});
  for (const auto half : {52U, 32U, 2U, 40U, 0U, 0U}) out += big_endian(half, 2);
  const auto size = static_cast<std::uint32_t>(kStrings + strings.size());
  out += words_of({PT_LOAD, 0, kBase, kBase, size, size, PF_R, 4096});
  out += words_of({PT_DYNAMIC, kPlace, kBase + kPlace, kBase + kPlace, 40, 40, PF_R, 4});
  out += words_of(
      {DT_SONAME, 1, DT_NEEDED, 13, DT_STRTAB, kBase + kStrings, DT_STRSZ, 24, DT_NULL, 0});
  return out + strings;
}

TEST(ElfFile, OtherClassAndByteOrderAreReadAllTheSame) {
  const auto bytes = powerpc_library();
  const auto file = read_bytes(bytes);
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->bits, 32U);
  EXPECT_TRUE(file->big_endian);
  EXPECT_EQ(file->soname, "libfar.so.1");
  EXPECT_THAT(file->needed, ElementsAre("libc.so.6"));
  EXPECT_EQ(foreign(*file), "for machine 20");
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(read_bytes(bytes.substr(0, length))) << length;
}

TEST(ElfVersion, NumbersAreComparedAsNumbers) {
  EXPECT_TRUE(version_less("2.9", "2.34"));
  EXPECT_TRUE(version_less("2.34", "2.34.1"));
  EXPECT_FALSE(version_less("2.34", "2.34"));
  EXPECT_FALSE(version_less("3", "2.99"));
  EXPECT_TRUE(version_less("3.4.9", "3.4.30"));
}

TEST(ElfVersion, HighestIsOfItsFamilyAlone) {
  const ElfFile file{
      .version_needs = {{"libc.so.6", {"GLIBC_2.9", "GLIBC_2.34", "GLIBC_PRIVATE"}},
                        {"libstdc++.so.6", {"GLIBCXX_3.4.30", "GLIBCXX_3.4.9", "CXXABI_1.3.13"}}}};
  EXPECT_EQ(highest_version(file, "GLIBC"), "2.34");
  EXPECT_EQ(highest_version(file, "GLIBCXX"), "3.4.30");
  EXPECT_EQ(highest_version(file, "CXXABI"), "1.3.13");
  EXPECT_EQ(highest_version(file, "GCC"), "");
}

}  // namespace
}  // namespace rmcp::elf
