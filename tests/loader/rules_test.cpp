// SPDX-License-Identifier: MIT
// The parts of the model by themselves: lists of folders, words, the cache, the processor; and what
// cannot be played on this machine.
#include "client/loader/hwcaps.hpp"
#include "client/loader/loader.hpp"
#include "client/loader/search_path.hpp"
#include "client/loader/setup.hpp"
#include "lib/elf/ld_cache.hpp"
#include "started.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace rmcp::client {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const PathWords kWords{"/opt/app/lib", "lib/x86_64-linux-gnu", "x86_64"};

TEST(SearchPath, WordsAreReplacedWithAndWithoutBraces) {
  EXPECT_EQ(replace_words("$ORIGIN/../x:${LIB}:$PLATFORM", kWords),
            "/opt/app/lib/../x:lib/x86_64-linux-gnu:x86_64");
  EXPECT_EQ(replace_words("$ORIGINAL $HOME ${ORIGIN $", kWords), "$ORIGINAL $HOME ${ORIGIN $");
  EXPECT_TRUE(has_origin("/a:${ORIGIN}"));
  EXPECT_FALSE(has_origin("/a:$LIB:$ORIGIN_"));
}

TEST(SearchPath, EmptyElementIsTheWorkingFolder) {
  EXPECT_THAT(split_path("/a::/b/", ":"), ElementsAre("/a", ".", "/b"));
  EXPECT_THAT(split_path("/a:", ":"), ElementsAre("/a", "."));
  EXPECT_THAT(split_path("/a;/b:/c", ":;"), ElementsAre("/a", "/b", "/c"));
  EXPECT_THAT(split_path("", ":"), IsEmpty());
  EXPECT_THAT(split_path("/", ":"), ElementsAre("/"));
}

TEST(SearchPath, PreloadIsDividedByBlanksColonsAndLines) {
  EXPECT_THAT(split_preload("/a.so:/b.so  c.so"), ElementsAre("/a.so", "/b.so", "c.so"));
  EXPECT_THAT(split_preload("# nothing\n/a.so # first\n\t/b.so\n"), ElementsAre("/a.so", "/b.so"));
  EXPECT_THAT(split_preload(" : \n"), IsEmpty());
}

TEST(Hwcaps, LevelsBuildUponEachOther) {
  const std::string v2 = "cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3";
  const std::string v3 = " avx avx2 bmi1 bmi2 f16c fma abm movbe xsave";
  EXPECT_THAT(hwcaps_of("processor\t: 0\nflags\t\t: fpu " + v2 + "\n"), ElementsAre("x86-64-v2"));
  EXPECT_THAT(hwcaps_of("processor\t: 0\nflags\t\t: " + v2 + v3 + "\nx: y\n"),
              ElementsAre("x86-64-v3", "x86-64-v2"));
  const std::string without_abm = " avx avx2 bmi1 bmi2 f16c fma movbe xsave";
  EXPECT_THAT(hwcaps_of("processor\t: 0\nflags\t\t: " + v2 + without_abm + "\n"),
              ElementsAre("x86-64-v3", "x86-64-v2"))
      << "the kernel of a guest may hide that one";
  EXPECT_THAT(hwcaps_of("processor\t: 0\nflags\t\t:" + v3 + "\n"), IsEmpty());
  EXPECT_THAT(hwcaps_of("Features\t: fp asimd\n"), IsEmpty());
}

std::string this_cache() {
  std::ostringstream text;
  text << std::ifstream("/etc/ld.so.cache", std::ios::binary).rdbuf();
  return text.str();
}

TEST(LdCache, OfThisMachineFindsTheCLibrary) {
  const auto cache = elf::parse_ld_cache(this_cache());
  if (!cache) GTEST_SKIP() << "no ld.so.cache here: " << cache.error();
  EXPECT_THAT(cache->find("libc.so.6", {}), HasSubstr("/libc.so.6"));
  EXPECT_EQ(cache->find("libno-such-thing.so.1", {}), "");
}

TEST(LdCache, EntryForTheProcessorComesFirst) {
  const elf::LdCache cache{{{"libx.so.1", "/lib/glibc-hwcaps/x86-64-v3/libx.so.1", "x86-64-v3"},
                            {"libx.so.1", "/lib/glibc-hwcaps/x86-64-v2/libx.so.1", "x86-64-v2"},
                            {"libx.so.1", "/lib/libx.so.1", ""},
                            {"libx.so.1", "/usr/lib/libx.so.1", ""}}};
  EXPECT_EQ(cache.find("libx.so.1", {}), "/lib/libx.so.1");
  EXPECT_EQ(cache.find("libx.so.1", {"x86-64-v2"}), "/lib/glibc-hwcaps/x86-64-v2/libx.so.1");
  EXPECT_EQ(cache.find("libx.so.1", {"x86-64-v3", "x86-64-v2"}),
            "/lib/glibc-hwcaps/x86-64-v3/libx.so.1");
}

TEST(LdCache, DamagedFilesGiveAnswers) {
  const auto whole = this_cache();
  if (!elf::parse_ld_cache(whole)) GTEST_SKIP() << "no ld.so.cache here";
  EXPECT_FALSE(elf::parse_ld_cache(""));
  EXPECT_FALSE(elf::parse_ld_cache("ld.so-1.7.0"));
  EXPECT_EQ(elf::parse_ld_cache(whole.substr(0, 100)).error().text.substr(0, 13), "it is cut off");
  std::mt19937 random(20261127);
  std::size_t refused = 0;
  for (int round = 0; round < 300; ++round) {
    auto bytes = whole.substr(0, random() % 3 == 0 ? random() % whole.size() : whole.size());
    for (int hit = 0; hit < 20 && !bytes.empty(); ++hit)
      bytes[random() % std::min<std::size_t>(bytes.size(), 2000)] = static_cast<char>(random());
    if (!elf::parse_ld_cache(bytes)) ++refused;
  }
  EXPECT_GT(refused, 100U);
}

/// Files that are only said to be there.
class MadeUpFiles : public Files {
 public:
  FileFacts examine(const std::string& path) override {
    const auto found = files_.find(path);
    return found == files_.end() ? FileFacts{} : found->second;
  }
  void add(const std::string& path, elf::ElfFile file) {
    files_[path] = {
        .state = FileFacts::State::usable, .id = {1, files_.size() + 1}, .elf = std::move(file)};
  }

 private:
  std::map<std::string, FileFacts> files_;
};

TEST(LoaderRules, ProgramWithMoreRightsThanItsCallerTakesNothingFromHim) {
  MadeUpFiles files;
  files.add("/bin/p", {.needed = {"liba.so"}, .rpath = "$ORIGIN/../evil:/good"});
  for (const std::string folder : {"/set", "/bin/../evil", "/good"})
    files.add(folder + "/liba.so", {});
  LoaderSetup setup{.library_path = "/set", .preload = "/set/liba.so", .secure = true};
  const auto paths = [&] {
    std::vector<std::string> out;
    for (const auto& object : predict("/bin/p", {}, setup, files).objects)
      out.push_back(object.path);
    return out;
  };
  EXPECT_THAT(paths(), ElementsAre("/bin/p", "/good/liba.so"));
  EXPECT_THAT(
      predict("/bin/p", {}, setup, files).notes,
      ElementsAre(HasSubstr("LD_PRELOAD is ignored"), HasSubstr("LD_LIBRARY_PATH is ignored")));
  setup.secure = false;
  EXPECT_THAT(paths(), ElementsAre("/bin/p", "/set/liba.so", "/bin/../evil/liba.so"));
}

TEST(LoaderRules, LibrariesThatNeedEachOtherEnd) {
  MadeUpFiles files;
  files.add("/bin/p", {.needed = {"liba.so"}});
  files.add("/lib/liba.so", {.needed = {"libb.so", "liba.so"}});
  files.add("/lib/libb.so", {.needed = {"liba.so"}});
  const auto result = predict("/bin/p", {}, {.default_folders = {"/lib"}}, files);
  EXPECT_EQ(result.objects.size(), 3U);
  EXPECT_THAT(result.missing, IsEmpty());
}

TEST(LoaderRules, FileOfThePreloadListIsForAllPrograms) {
  MadeUpFiles files;
  files.add("/bin/p", {});
  files.add("/lib/libx.so", {});
  const auto result =
      predict("/bin/p", {}, {.preload_file = "/lib/libx.so\n", .secure = true}, files);
  ASSERT_EQ(result.objects.size(), 2U);
  EXPECT_EQ(result.objects[1].preloaded_by, "/etc/ld.so.preload");
}

TEST(LoaderSetup, SetUserIdProgramIsSecureForOthers) {
  const auto file = std::filesystem::path(testing::TempDir()) / "rmcp-setuid";
  std::ofstream(file) << "x";
  std::filesystem::permissions(file, std::filesystem::perms{06755});
  EXPECT_FALSE(starts_secure(file));  // of this very user and group
  std::filesystem::remove(file);
  EXPECT_FALSE(starts_secure("/nowhere"));
}

}  // namespace
}  // namespace rmcp::client
