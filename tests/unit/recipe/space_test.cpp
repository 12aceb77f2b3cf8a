// SPDX-License-Identifier: MIT
// Room on the disks.
#include "client/recipe/space.hpp"

#include "client/recipe/folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace rmcp::recipe {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::Lt;

constexpr std::uint64_t kGB = 1'000'000'000;

SpaceNeeded need(std::uint64_t device, std::uint64_t free, std::uint64_t needed,
                 std::uint64_t held = 0) {
  return {device == 1 ? "/home" : "/opt", device, free * kGB, needed * kGB, held * kGB};
}

TEST(Space, WhatIsNotSaidIsNotNeeded) {
  EXPECT_THAT(shortages({need(1, 0, 0), need(2, 0, 0)}), IsEmpty());
}

TEST(Space, EachFileSystemIsHeldAgainstItsOwnNeed) {
  EXPECT_THAT(shortages({need(1, 20, 20), need(2, 3, 3)}), IsEmpty());
  EXPECT_THAT(shortages({need(1, 20, 21), need(2, 3, 4)}),
              ElementsAre("/home: 20 GB are free, the recipe needs 21 GB",
                          "/opt: 3 GB are free, the recipe needs 4 GB"));
}

TEST(Space, DemandsOnOneFileSystemAddUp) {
  EXPECT_THAT(shortages({need(1, 22, 20), need(1, 22, 3)}),
              ElementsAre("/home: 22 GB are free, the recipe needs 23 GB"));
  EXPECT_THAT(shortages({need(1, 23, 20), need(1, 23, 3)}), IsEmpty());
}

TEST(Space, WhatIsThereAlreadyIsNotNeededAgain) {
  EXPECT_THAT(shortages({need(1, 5, 20, 15)}), IsEmpty());
  EXPECT_THAT(shortages({need(1, 4, 20, 15)}),
              ElementsAre("/home: 4 GB are free, the recipe needs another 5 GB of its 20 GB"));
  // Logs alone are no news.
  EXPECT_THAT(shortages({{"/home", 1, 0, 20 * kGB, 5000}}),
              ElementsAre("/home: 0 B are free, the recipe needs 20 GB"));
  // More than the recipe has thought of is no room for what is installed.
  EXPECT_THAT(shortages({need(1, 2, 20, 30), need(1, 2, 3)}),
              ElementsAre("/home: 2 GB are free, the recipe needs another 3 GB of its 23 GB"));
}

TEST(Space, ATreeTakesWhatItsFilesTakeAndAFileOfTwoNamesOnce) {
  namespace fs = std::filesystem;
  std::string root = testing::TempDir() + "/space-XXXXXX";
  ASSERT_NE(::mkdtemp(root.data()), nullptr);
  EXPECT_EQ(size_on_disk(root + "/none"), 0u);
  const auto empty = size_on_disk(root);
  fs::create_directory(root + "/below");
  std::ofstream(root + "/below/file") << std::string(1 << 20, 'x');
  fs::create_hard_link(root + "/below/file", root + "/again");
  fs::create_symlink("/usr", root + "/elsewhere");
  constexpr std::uint64_t kFile = 1 << 20;
  EXPECT_THAT(size_on_disk(root) - empty, AllOf(Ge(kFile), Lt(2 * kFile)));
  fs::remove_all(root);
}

}  // namespace
}  // namespace rmcp::recipe
