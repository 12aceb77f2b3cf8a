// SPDX-License-Identifier: MIT
// The GPU code of a service's program, read from files that a compiler made.
#include "daemon/publish/unit_program.hpp"

#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <filesystem>

namespace rmcp::publish {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A program that needs libcode.so.1 and librocblas.so.4, each with GPU code.
class UnitProgramTest : public testing::Test {
 protected:
  UnitProgramTest() { fs::create_directories(folder_ / "lib"); }

  std::string put(const std::string& fixture, const std::string& name) const {
    fs::create_directories(fs::path(folder_ / name).parent_path());
    fs::copy_file(std::string(RMCP_FIXTURES "/") + fixture, folder_ / name);
    return fs::canonical(folder_ / name).string();
  }
  /// As ldconfig would have it.
  void install(const std::string& name) {
    cache_.entries.push_back({name, put(name, "lib/" + name), ""});
  }
  FoundRuntime read(const std::string& path) const { return read_unit_program(path, cache_); }
  std::string why_not(const std::string& path) const {
    const auto found = read(path);
    return found ? "" : found.error().text;
  }

  const test::TemporaryFolder folder_;
  elf::LdCache cache_;
};

TEST_F(UnitProgramTest, HasTheCodeOfItsLibrariesAndRocmsCodeApart) {
  install("libcode.so.1");
  install("librocblas.so.4");
  const auto found = read(put("serve", "bin/serve"));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->code.targets, ElementsAre("gfx1030", "gfx90a:sramecc+:xnack-"));
  EXPECT_THAT(found->rocm.targets, ElementsAre("gfx1030", "gfx1100", "gfx906:xnack-"));
  EXPECT_THAT(found->files, IsEmpty());  // nothing of a program is covered
}

TEST_F(UnitProgramTest, HasNoneWhereItsLibrariesAreNotInstalled) {
  const auto found = read(put("serve", "bin/serve"));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->code.empty());
  EXPECT_TRUE(found->rocm.empty());
}

TEST_F(UnitProgramTest, FindsLibrariesByItsRunpathBeforeThoseOfTheSystem) {
  put("librocblas.so.4", "system/libcode.so.1");
  cache_.entries.push_back({"libcode.so.1", folder_ / "system/libcode.so.1", ""});
  put("libcode.so.1", "lib/libcode.so.1");
  const auto found = read(put("serve-runpath", "bin/serve"));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->code.targets, ElementsAre("gfx1030", "gfx90a:sramecc+:xnack-"));
}

TEST_F(UnitProgramTest, ItsOwnCodeCountsToo) {
  const auto found = read(put("libcode.so.1", "bin/whole"));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->code.targets, ElementsAre("gfx1030", "gfx90a:sramecc+:xnack-"));
}

TEST_F(UnitProgramTest, LibrariesThatItOpensLaterAreThoseOfItsKind) {
  put("libcode.so.1", "lib/ollama/rocm/libggml-hip.so");
  const auto ollama = read(put("serve", "bin/ollama"));
  ASSERT_TRUE(ollama);
  EXPECT_THAT(ollama->code.targets, ElementsAre("gfx1030", "gfx90a:sramecc+:xnack-"));
  EXPECT_TRUE(read(put("serve", "bin/other"))->code.empty());
}

TEST_F(UnitProgramTest, ALinkLeadsToTheProgram) {
  put("libcode.so.1", "lib/ollama/rocm/libggml-hip.so");
  fs::create_directories(folder_ / "links");
  fs::create_symlink(put("serve", "bin/ollama"), folder_ / "links/llm");
  EXPECT_FALSE(read(folder_ / "links/llm")->code.empty());
}

TEST_F(UnitProgramTest, WhatIsNoProgramIsAReason) {
  folder_.write("start", "#!/bin/sh\nexec python3 serve.py\n");
  EXPECT_THAT(why_not(folder_ / "start"), HasSubstr("/start is a script"));
  folder_.write("text", "hello\n");
  EXPECT_THAT(why_not(folder_ / "text"), HasSubstr("/text: not an ELF file"));
  EXPECT_THAT(why_not(folder_.path()), HasSubstr("not a regular file"));
  EXPECT_THAT(why_not(folder_ / "gone"), HasSubstr("/gone is missing"));
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(why_not(folder_ / "pipe"), HasSubstr("not a regular file"));
}

TEST_F(UnitProgramTest, ANameAloneIsLookedForWhereSystemdLooks) {
  const auto found = read("sh");
  EXPECT_TRUE(found) << found.error().text;
  EXPECT_THAT(why_not("no-such-program"), HasSubstr("no-such-program is missing"));
}

TEST_F(UnitProgramTest, ATruncatedProgramIsAReasonOrHasNoCode) {
  install("libcode.so.1");
  const auto path = put("serve", "bin/serve");
  for (auto size = fs::file_size(path); size > 0; size -= std::min<std::uintmax_t>(size, 97)) {
    fs::resize_file(path, size);
    const auto found = read(path);
    EXPECT_TRUE(found || !found.error().text.empty());
  }
}

TEST(LdCache, ThatOfThisSystemIsRead) {
  if (!fs::exists("/etc/ld.so.cache")) GTEST_SKIP() << "no ld.so.cache here";
  EXPECT_NE(read_ld_cache().find("libc.so.6", {}), "");
}

}  // namespace
}  // namespace rmcp::publish
