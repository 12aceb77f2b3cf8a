// SPDX-License-Identifier: MIT
#include "lib/elf/search_list.hpp"

#include <gmock/gmock.h>

namespace rmcp::elf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SearchList, OriginIsTheFolderOfTheFile) {
  EXPECT_THAT(folders_in_list("$ORIGIN:${ORIGIN}/../lib:/opt/lib/", "/usr/bin"),
              ElementsAre("/usr/bin", "/usr/lib", "/opt/lib"));
}

TEST(SearchList, FoldersOfWhoeverStartsTheProgramAreLeftOut) {
  EXPECT_THAT(folders_in_list("lib::.:/opt/lib:", "/usr/bin"), ElementsAre("/opt/lib"));
  EXPECT_THAT(folders_in_list("", "/usr/bin"), IsEmpty());
}

}  // namespace
}  // namespace rmcp::elf
