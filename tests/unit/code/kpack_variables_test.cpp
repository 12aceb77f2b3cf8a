// SPDX-License-Identifier: MIT
// The variables that HIP reads before it looks for archives, and the names of archives for a
// target.
#include "lib/code/kpack_files.hpp"

#include <gmock/gmock.h>

#include <map>

namespace rmcp::code {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

KpackVariables variables_of(const std::map<std::string, std::string>& environment) {
  return kpack_variables([&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? "" : found->second;
  });
}

TEST(KpackVariables, AreListsWithColons) {
  EXPECT_EQ(variables_of({}), KpackVariables{});
  EXPECT_EQ(variables_of({{"ROCM_KPACK_PATH", "/a/x.kpack:/b y.kpack"},
                          {"ROCM_KPACK_PATH_PREFIX", "/c.kpack"},
                          {"ROCM_KPACK_DISABLE", "1"},
                          {"ROCM_KPACK_DEBUG", "1"}}),
            (KpackVariables{{"/a/x.kpack", "/b y.kpack"}, {"/c.kpack"}, true}));
}

TEST(KpackVariables, EmptyPartsAreNone) {
  EXPECT_THAT(variables_of({{"ROCM_KPACK_PATH", ":/a.kpack::/b.kpack:"}}).instead,
              ElementsAre("/a.kpack", "/b.kpack"));
  EXPECT_THAT(variables_of({{"ROCM_KPACK_PATH", "::"}}).instead, IsEmpty());
  EXPECT_THAT(variables_of({{"ROCM_KPACK_PATH_PREFIX", ":"}}).before, IsEmpty());
}

TEST(KpackVariables, DisableIsAnythingThatDoesNotBeginWithZero) {
  for (const auto* value : {"1", "true", "no", " 0"})
    EXPECT_TRUE(variables_of({{"ROCM_KPACK_DISABLE", value}}).disabled) << value;
  for (const auto* value : {"", "0", "00", "0x1"})
    EXPECT_FALSE(variables_of({{"ROCM_KPACK_DISABLE", value}}).disabled) << value;
}

// The card's target is the name's and the code's together: HIP opens an archive if the features in
// its name are some of the card's, and takes code if the code's are.
TEST(TargetInArchive, IsOfTheNameAndOfTheCode) {
  EXPECT_EQ(target_in_archive("gfx1030", "gfx1030"), "gfx1030");
  EXPECT_EQ(target_in_archive("gfx90a:xnack+", "gfx90a:xnack+"), "gfx90a:xnack+");
  EXPECT_EQ(target_in_archive("gfx90a:xnack+", "gfx90a"), "gfx90a:xnack+");
  EXPECT_EQ(target_in_archive("gfx90a", "gfx90a:xnack+"), "gfx90a:xnack+");
  EXPECT_EQ(target_in_archive("gfx90a:sramecc+", "gfx90a:xnack-"), "gfx90a:sramecc+:xnack-");
  EXPECT_EQ(target_in_archive("gfx90a:xnack-", "gfx90a:sramecc+"), "gfx90a:sramecc+:xnack-");
  EXPECT_EQ(target_in_archive("gfx90a:sramecc+:xnack-", "gfx90a:xnack-"), "gfx90a:sramecc+:xnack-");
}

TEST(TargetInArchive, OfSeveralTargetsIsThatOfTheCode) {
  EXPECT_EQ(target_in_archive("", "gfx1030"), "gfx1030");
  EXPECT_EQ(target_in_archive("", "gfx90a:sramecc+:xnack-"), "gfx90a:sramecc+:xnack-");
}

TEST(TargetInArchive, IsNoneWhereNoCardLooks) {
  EXPECT_EQ(target_in_archive("gfx1030", "gfx1100"), std::nullopt);
  EXPECT_EQ(target_in_archive("gfx103", "gfx1030"), std::nullopt);
  EXPECT_EQ(target_in_archive("gfx1030", "gfx103"), std::nullopt);
  EXPECT_EQ(target_in_archive("gfx90a:xnack+", "gfx90a:xnack-"), std::nullopt);
  EXPECT_EQ(target_in_archive("gfx90a:sramecc+:xnack+", "gfx90a:xnack-"), std::nullopt);
  EXPECT_EQ(target_in_archive("gfx90a", "gfx942"), std::nullopt);
}

}  // namespace
}  // namespace rmcp::code
