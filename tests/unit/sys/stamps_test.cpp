// SPDX-License-Identifier: MIT
// Edits of drop-ins after they were read.
#include "lib/sys/stamps.hpp"

#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace rmcp::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class StampsTest : public testing::Test {
 protected:
  StampsTest() {
    folder.write("policy.d/10.toml", "format = 1\n");
    stamps = sys::stamp_files({policy, folder.path() + "/none"}, ".toml");
  }

  [[nodiscard]] std::vector<std::string> changed() const {
    return sys::changed_since(stamps, ".toml");
  }

  /// A time that no test reaches by itself.
  void age(const std::string& path) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type{});
  }

  TemporaryFolder folder;
  std::string policy = folder.path() + "/policy.d";
  std::vector<sys::Stamp> stamps;
};

TEST_F(StampsTest, NothingHasChangedAtFirst) { EXPECT_THAT(changed(), IsEmpty()); }

TEST_F(StampsTest, AFileOfAnotherTimeHasChanged) {
  age(policy + "/10.toml");
  EXPECT_THAT(changed(), ElementsAre(policy + "/10.toml")) << "an older one too";
}

TEST_F(StampsTest, AFileThatIsGoneHasChanged) {
  std::filesystem::remove(policy + "/10.toml");
  EXPECT_THAT(changed(), ElementsAre(policy + "/10.toml"));
}

TEST_F(StampsTest, ANewFileHasChangedAndNoOtherKindOfFile) {
  folder.write("policy.d/.20.toml.swp", "");
  folder.write("policy.d/notes", "");
  age(policy);
  EXPECT_THAT(changed(), IsEmpty());
  folder.write("policy.d/20.toml", "format = 1\n");
  age(policy);
  EXPECT_THAT(changed(), ElementsAre(policy + "/20.toml"));
}

TEST_F(StampsTest, AFolderThatDidNotExistBringsItsFiles) {
  folder.write("none/30.toml", "format = 1\n");
  EXPECT_THAT(changed(), ElementsAre(folder.path() + "/none/30.toml"));
}

}  // namespace
}  // namespace rmcp::test
