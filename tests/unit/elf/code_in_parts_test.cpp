// SPDX-License-Identifier: MIT
// GPU code of files that are read a few bytes at a time.
#include "lib/elf/code_in_parts.hpp"

#include "lib/elf/section.hpp"
#include "open_file.hpp"

#include <gmock/gmock.h>

namespace rmcp::elf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

GpuCode in_parts(const std::string& bytes) {
  const MemoryFile file(bytes);
  return read_gpu_code_in_parts(file.fd());
}

TEST(CodeInParts, LibraryHasTheTargetsThatTheMappedFileHas) {
  const auto bytes = contents_of(fixture("reader/libfatbin.so"));
  EXPECT_EQ(in_parts(bytes), find_gpu_code(bytes));
  EXPECT_EQ(in_parts(bytes).bundles, 2U);
}

TEST(CodeInParts, FileWithoutAnyHasNone) {
  EXPECT_EQ(in_parts(contents_of(fixture("reader/libshape.so"))), GpuCode{});
  EXPECT_EQ(in_parts("#!/bin/sh\n"), GpuCode{});
  EXPECT_EQ(in_parts(""), GpuCode{});
}

TEST(CodeInParts, CodeThatDoesNotBeginWithABundleIsAProblem) {
  auto bytes = contents_of(fixture("reader/libfatbin.so"));
  const MemoryFile file(bytes);
  const auto section = find_section(file.fd(), ".hip_fatbin");
  ASSERT_TRUE(section);
  bytes[static_cast<std::size_t>(section->offset)] = 'x';
  const auto code = in_parts(bytes);
  EXPECT_THAT(code.targets, IsEmpty());
  EXPECT_THAT(code.problems, ElementsAre("not all of its GPU code can be read"));
}

TEST(Section, IsFoundByItsNameAndSearched) {
  const MemoryFile file(contents_of(fixture("reader/libfatbin.so")));
  const auto section = find_section(file.fd(), ".hip_fatbin");
  ASSERT_TRUE(section);
  EXPECT_EQ(find_in_section(file.fd(), *section, "__CLANG_OFFLOAD_BUNDLE__"), 0U);
  EXPECT_EQ(find_in_section(file.fd(), *section, "not there"), std::nullopt);
  EXPECT_EQ(find_section(file.fd(), ".no_such"), std::nullopt);
  EXPECT_EQ(find_section(MemoryFile("\x7f"
                                    "ELF")
                             .fd(),
                         ".text"),
            std::nullopt);
}

}  // namespace
}  // namespace rmcp::elf
