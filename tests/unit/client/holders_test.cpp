// SPDX-License-Identifier: MIT
// Who holds a GPU open, in a /proc of our own.
#include "client/inspect/holders.hpp"

#include "client/document/json.hpp"
#include "client/render/users.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

class HoldersTest : public testing::Test {
 protected:
  HoldersTest() {
    auto pattern = (fs::temp_directory_path() / "rmcp-holders-XXXXXX").string();
    root = ::mkdtemp(pattern.data());
    fs::create_directories(root + "/kfd");
    process(100, "python3", {"/dev/null", "/dev/dri/renderD129", "/dev/dri/renderD129"});
    process(200, "Xorg", {"/dev/dri/card1", "/dev/dri/card0"});
    process(300, "bash", {"/dev/pts/0", "/home/x/renderD129", "/dev/dri/renderD128"});
    fs::create_directories(root + "/proc/self/fd");
  }
  ~HoldersTest() override { fs::remove_all(root); }

  void process(unsigned pid, const std::string& command, const std::vector<std::string>& files) {
    const auto folder = root + "/proc/" + std::to_string(pid);
    fs::create_directories(folder + "/fd");
    std::ofstream(folder + "/comm") << command << "\n";
    for (std::size_t i = 0; i < files.size(); ++i)
      fs::create_symlink(files[i], folder + "/fd/" + std::to_string(i));
  }

  Holders found() const { return find_holders(device, {root + "/proc", root + "/kfd"}); }

  std::string root;
  Device device = card_with_nodes();

 private:
  static Device card_with_nodes() {
    Device out;
    out.address = {0, 0x3f, 0, 0};
    out.name = "Radeon";
    out.nodes.card = "card1";
    out.nodes.render = {"renderD129"};
    out.nodes.kfd = {{.gpu_id = 34304}};
    return out;
  }
};

TEST_F(HoldersTest, AreThoseThatHaveItsNodesOpen) {
  const auto holders = found();
  ASSERT_EQ(holders.found.size(), 2U);
  EXPECT_EQ(holders.found[0].pid, 100U);
  EXPECT_EQ(holders.found[0].command, "python3");
  EXPECT_EQ(holders.found[0].nodes, std::vector<std::string>{"renderD129"});
  EXPECT_EQ(holders.found[0].uid, getuid());
  EXPECT_EQ(holders.found[1].nodes, std::vector<std::string>{"card1"});
  EXPECT_EQ(holders.unseen, 0U);
}

TEST_F(HoldersTest, AreNotTheDaemonThatLooksAtTheCard) {
  process(400, "rmcpd", {"/dev/dri/renderD129"});
  EXPECT_EQ(found().found.size(), 2U);
}

TEST_F(HoldersTest, AreThoseThatHaveItsMemoryThroughKfd) {
  for (const auto& [pid, file, bytes] : {std::tuple{"300", "vram_34304", "8388608"},
                                         {"200", "vram_34304", "0"},
                                         {"100", "vram_999", "4096"},
                                         {"queues", "vram_34304", "1"}}) {
    fs::create_directories(root + "/kfd/" + pid);
    std::ofstream(root + "/kfd/" + pid + "/" + file) << bytes << "\n";
  }
  const auto holders = found();
  ASSERT_EQ(holders.found.size(), 3U);
  EXPECT_EQ(holders.found[2].pid, 300U);
  EXPECT_EQ(holders.found[2].nodes, std::vector<std::string>{"kfd"});
  EXPECT_EQ(holders.found[2].vram_bytes, 8388608U);
  EXPECT_EQ(holders.found[0].vram_bytes, 0U);
}

TEST_F(HoldersTest, CountsTheProcessesThatItMayNotLookAt) {
  if (getuid() == 0) GTEST_SKIP() << "root may look at all";
  fs::permissions(root + "/proc/200/fd", fs::perms::none);
  EXPECT_EQ(found().unseen, 1U);
  fs::permissions(root + "/proc/200/fd", fs::perms::owner_all);
}

TEST_F(HoldersTest, AreShownWithWhatIsMissing) {
  const auto users = to_json(found());
  const Json document{{"devices", Json::array({Json{{"address", "0000:3f:00.0"},
                                                    {"alias", "egpu"},
                                                    {"name", "Radeon"},
                                                    {"users", users.at("users")}}})},
                      {"unseen", 3}};
  const auto text = render_users(shown(document), Style{});
  EXPECT_THAT(text, testing::HasSubstr("egpu  Radeon  0000:3f:00.0\n"));
  EXPECT_THAT(text, testing::HasSubstr("python3"));
  EXPECT_THAT(text, testing::HasSubstr("3 processes could not be inspected"));
  EXPECT_EQ(users_in_words(shown(users.at("users")).elements()), "python3 (100), Xorg (200)");
}

}  // namespace
}  // namespace rmcp::client
