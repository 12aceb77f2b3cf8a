// SPDX-License-Identifier: MIT
// Recipes, good and bad.
#include "client/recipe/recipe_reader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace rmcp::recipe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kCommit(40, 'a'), kHash(64, 'b');

const std::string kHead = "format = 1\nname = \"x\"\nversion = \"1.0\"\n";
const std::string kSource = "[[source]]\nfolder = \"src\"\n";
const std::string kStep = "[[step]]\nname = \"build\"\nrun = [\"make\"]\n";

ReadRecipe read(const std::string& text) { return read_recipe("/r/x.toml", text); }

std::string complaints(const std::string& text) {
  std::string out;
  for (const auto& diagnostic : read(text).diagnostics)
    out += fmt::format("{}:{}: {}\n", diagnostic.origin.line, diagnostic.origin.column,
                       diagnostic.message);
  return out;
}

TEST(Recipe, IsReadWhole) {
  const auto read = recipe::read_recipe(
      "/r/x.toml",
      kHead +
          "prefix = \"/opt/@name@-@number@\"\ndisk_space = \"20 GB\"\ninstall_space = \"1 GB\"\n"
          "jobs = 3\nenvironment = { CC = \"clang\" }\n"
          "[[source]]\nname = \"a\"\ntarball = \"/t/a.tar.xz\"\nstrip = 0\nsha256 = \"" +
          kHash + "\"\n[[source]]\nname = \"b\"\ngit = \"https://host/b.git\"\ncommit = \"" +
          kCommit +
          "\"\n[[patch]]\nfile = \"p/1.patch\"\nsource = \"b\"\nstrip = 2\n"
          "[[step]]\nname = \"build\"\ndirectory = \"@source:b@/lib\"\nenvironment = { A = "
          "\"@jobs@\" }\n"
          "run = [\"sh\", \"-c\", \"\"\"one\ntwo\"\"\"]\n");
  ASSERT_TRUE(read.ok()) << to_string(read.diagnostics.front());
  const auto& recipe = read.recipe;
  EXPECT_EQ(recipe.disk_space, 20'000'000'000u);
  EXPECT_EQ(recipe.install_space, 1'000'000'000u);
  EXPECT_EQ(recipe.jobs, 3u);
  ASSERT_EQ(recipe.sources.size(), 2u);
  EXPECT_EQ(recipe.sources[0].location, "/t/a.tar.xz");
  EXPECT_EQ(recipe.sources[0].strip, 0u);
  EXPECT_EQ(recipe.sources[1].location, "https://host/b.git");
  EXPECT_EQ(recipe.sources[1].pin, kCommit);
  ASSERT_EQ(recipe.patches.size(), 1u);
  EXPECT_EQ(recipe.patches[0].file, "/r/p/1.patch");
  EXPECT_EQ(recipe.patches[0].strip, 2u);
  EXPECT_THAT(recipe.steps.front().run, ElementsAre("sh", "-c", "one\ntwo"));
}

TEST(Recipe, ASingleSourceNeedsNoNameAndTakesAllPatches) {
  const auto read =
      recipe::read_recipe("/r/x.toml", kHead + kSource + "[[patch]]\nfile = \"a\"\n" + kStep);
  ASSERT_TRUE(read.ok()) << to_string(read.diagnostics.front());
  EXPECT_EQ(read.recipe.sources.front().name, "x");
  EXPECT_EQ(read.recipe.sources.front().location, "/r/src");
  EXPECT_EQ(read.recipe.patches.front().source, "x");
}

TEST(Recipe, GitTakesUrlsAndFolders) {
  for (const auto& [url, location] :
       std::map<std::string, std::string>{{"git@host:a/b", "git@host:a/b"},
                                          {"ssh://host/b", "ssh://host/b"},
                                          {"../b", "/r/../b"},
                                          {"/srv/b", "/srv/b"}}) {
    const auto read =
        recipe::read_recipe("/r/x.toml", kHead + "[[source]]\ngit = \"" + url + "\"\ncommit = \"" +
                                             kCommit + "\"\n" + kStep);
    ASSERT_TRUE(read.ok()) << url;
    EXPECT_EQ(read.recipe.sources.front().location, location);
  }
}

struct Bad {
  std::string text;
  std::string complaint;
};

void PrintTo(const Bad& bad, std::ostream* out) { *out << bad.complaint; }

class BadRecipe : public testing::TestWithParam<Bad> {};

TEST_P(BadRecipe, IsRefusedWithItsPlace) {
  EXPECT_THAT(complaints(GetParam().text), HasSubstr(GetParam().complaint)) << GetParam().text;
}

std::string git(const std::string& rest) {
  return kHead + "[[source]]\ngit = \"https://h/x\"\n" + rest + kStep;
}

INSTANTIATE_TEST_SUITE_P(
    All, BadRecipe,
    testing::Values(
        Bad{"", "'name' is missing"}, Bad{"name = \"x\"\n", "'format = 1' is missing"},
        Bad{"format = 2\n", "format 2 is not supported"}, Bad{"format = 1\n", "'name' is missing"},
        Bad{kHead + kSource, "'step' is missing"}, Bad{kHead + kStep, "'source' is missing"},
        Bad{kHead + "nmae = 1\n" + kSource + kStep,
            "4:1: unknown key 'nmae'; did you mean 'name'?"},
        Bad{"format = 1\nname = \"X y\"\nversion = \"1\"\n" + kSource + kStep,
            "2:8: name and version: 'X y-1' is no name for a library set"},
        Bad{kHead + "prefix = \"opt\"\n" + kSource + kStep,
            "4:10: prefix: expected an absolute path"},
        Bad{kHead + "prefix = \"/opt/../etc\"\n" + kSource + kStep, "without '..'"},
        Bad{kHead + "prefix = \"/opt/@nam@-@number@\"\n" + kSource + kStep,
            "4:10: prefix: @nam@ is not allowed here; did you mean 'name'?"},
        Bad{kHead + "prefix = \"/opt/@source@\"\n" + kSource + kStep,
            "prefix: @source@ is not allowed here"},
        Bad{kHead + "disk_space = \"much\"\n" + kSource + kStep, "4:14: disk_space: 'much'"},
        Bad{kHead + "disk_space = 20\n" + kSource + kStep, "expected a string"},
        Bad{kHead + "jobs = 0\n" + kSource + kStep, "jobs: at least one"},
        Bad{kHead + "jobs = -1\n" + kSource + kStep, "jobs: expected a whole number"},
        Bad{kHead + "environment = { \"A B\" = \"1\" }\n" + kSource + kStep,
            "'A B' is not the name of a variable"},
        Bad{kHead + "environment = { RMCP_PREFIX = \"/\" }\n" + kSource + kStep,
            "RMCP_PREFIX: is set by the build itself"},
        Bad{kHead + "[source]\nfolder = \"x\"\n" + kStep, "has to begin with [[source]]"},
        Bad{kHead + "[[source]]\n" + kStep,
            "a source needs exactly one of folder, tarball and git"},
        Bad{kHead + "[[source]]\nfolder = \"a\"\ngit = \"b\"\n" + kStep,
            "a source needs exactly one of folder, tarball and git"},
        Bad{kHead + "[[source]]\ntarball = \"a\"\n" + kStep, "4:1: tarball: sha256 is missing"},
        Bad{kHead + "[[source]]\ntarball = \"a\"\nsha256 = \"12\"\n" + kStep,
            "6:10: sha256: expected 64 hexadecimal digits"},
        Bad{kHead + "[[source]]\ntarball = \"https://h/a\"\nsha256 = \"" + kHash + "\"\n" + kStep,
            "tarball: expected a local file"},
        Bad{kHead + "[[source]]\nfolder = \"a\"\nsha256 = \"" + kHash + "\"\n" + kStep,
            "sha256: belongs to a tarball"},
        Bad{git(""), "4:1: git: commit is missing"},
        Bad{git("commit = \"main\"\n"),
            "6:10: commit: 'main' is not a full commit: the meaning of a branch"},
        Bad{git("commit = \"" + kCommit.substr(0, 12) + "\"\n"), "is not a full commit"},
        Bad{git("branch = \"main\"\n"), "6:1: branch: its meaning can change"},
        Bad{git("tag = \"v1\"\n"), "6:1: tag: its meaning can change"},
        Bad{kHead + "[[source]]\ngit = \"ext::sh -c x\"\ncommit = \"" + kCommit + "\"\n" + kStep,
            "5:7: git: 'ext::sh -c x' is not a URL"},
        Bad{kHead + "[[source]]\ngit = \"--upload-pack=x\"\ncommit = \"" + kCommit + "\"\n" + kStep,
            "is not a URL"},
        Bad{kHead + kSource + kSource + kStep, "'name' is missing: there are several"},
        Bad{kHead + "[[source]]\nname = \"../a\"\nfolder = \"a\"\n" + kStep,
            "name: '../a' is not a valid folder name"},
        Bad{kHead + kSource + "[[patch]]\nstrip = 1\n" + kStep, "'file' is missing"},
        Bad{kHead + kSource + "[[patch]]\nfile = \"a\"\nsource = \"y\"\n" + kStep,
            "source: there is no source 'y'"},
        Bad{kHead + kSource + "[[step]]\nname = \"a\"\n", "6:1: 'run' is missing"},
        Bad{kHead + kSource + "[[step]]\nname = \"a\"\nrun = \"make\"\n",
            "8:7: run: expected a list"},
        Bad{kHead + kSource + "[[step]]\nname = \"a\"\nrun = []\n", "run: names no program"},
        Bad{kHead + kSource + "[[step]]\nname = \"a\"\nrun = [1]\n", "run: expected a string"},
        Bad{kHead + kSource + "[[step]]\nname = \"a/b\"\nrun = [\"x\"]\n",
            "is not a valid name for a log"},
        Bad{kHead + kSource + kStep + kStep, "name: 'build' is in use already"},
        Bad{kHead + kSource + "[[step]]\nname = \"a\"\nrun = [\"x\", \"@prefx@\"]\n",
            "unknown placeholder @prefx@; did you mean 'prefix'?"}));

TEST(Recipe, ThePrefixIsMadePlain) {
  const auto read = recipe::read_recipe(
      "/r/x.toml", kHead + "prefix = \"/opt//./x-@number@/\"\n" + kSource + kStep);
  ASSERT_TRUE(read.ok()) << to_string(read.diagnostics.front());
  EXPECT_EQ(read.recipe.prefix, "/opt/x-@number@");
}

TEST(Recipe, AllMistakesAreNamedAtOnce) {
  const auto text = complaints(kHead + "a = 1\nb = 2\n" + kSource + kStep);
  EXPECT_THAT(text, HasSubstr("4:1: unknown key 'a'"));
  EXPECT_THAT(text, HasSubstr("5:1: unknown key 'b'"));
}

TEST(Recipe, NoTextMakesTheReaderFall) {
  const std::string whole = kHead + kSource + "[[patch]]\nfile = \"a\"\n" + kStep;
  for (std::size_t length = 0; length < whole.size(); ++length)
    static_cast<void>(read(whole.substr(0, length)));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto mutated = whole;
    mutated[at] = '[';
    static_cast<void>(read(mutated));
  }
}

}  // namespace
}  // namespace rmcp::recipe
