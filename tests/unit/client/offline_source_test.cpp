// SPDX-License-Identifier: MIT
// Documents from `rmcpd --offline`, played by a script.
#include "client/source/offline_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

using testing::HasSubstr;

class Offline : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "rmcpctl-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// A program that runs these lines of shell in place of rmcpd.
  OfflineSource rmcpd(const std::string& lines, const std::string& config_dirs = "") {
    const auto program = folder_ / "rmcpd";
    std::ofstream(program) << "#!/bin/sh\n" << lines << "\n";
    chmod(program.c_str(), 0755);
    return OfflineSource(program.string(), config_dirs);
  }

  std::filesystem::path folder_;
};

TEST_F(Offline, PassesVerbAndFoldersOn) {
  const auto document = rmcpd(R"(printf '{"arguments":"%s"}' "$*")", "/a:/b").list();
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)["arguments"], "--config-dirs=/a:/b --offline list");
}

TEST_F(Offline, ShowsEachDeviceOnceInTheShapeOfTheBus) {
  auto source =
      rmcpd(R"(printf '{"devices":[{"apu":"no","address":"%s"},{"address":"same"}]}' "$3")");
  const auto document = source.show({"one", "two"});
  ASSERT_TRUE(document);
  EXPECT_EQ(
      document->dump(),
      R"({"devices":[{"address":"one","apu":false},{"address":"same"},{"address":"two","apu":false}]})");
}

TEST_F(Offline, BuildsStatusFromTheDevicesThatAreShown) {
  auto source = rmcpd(R"([ "$2" = status ] && echo '{"devices":[{"address":"'$3'x",
      "steps":[{"knob":"attribute.power_cap"},{"knob":"environment.A"}]}],"mode":"observe",
    "policy_state":"valid","diagnostics":[],"library_diagnostics":[{"message":"m"}],
    "default_library":{"state":"pending"}}')");
  for (const auto& patterns : {Patterns{}, Patterns{"a"}, Patterns{"a", "b"}}) {
    const auto document = source.status(patterns);
    ASSERT_TRUE(document);
    EXPECT_EQ((*document)["mode"], "observe");
    EXPECT_TRUE((*document)["version"].is_null());
    EXPECT_EQ((*document)["devices"].size(), std::max<std::size_t>(patterns.size(), 1));
    const auto& steps = (*document)["devices"][0]["steps"];
    ASSERT_EQ(steps.size(), 1U) << "what is published for programs is on no card";
    EXPECT_EQ(steps[0]["knob"], "attribute.power_cap");
    EXPECT_EQ((*document)["library_diagnostics"].size(), 1U);
    EXPECT_EQ((*document)["default_library"]["state"], "pending");
  }
}

TEST_F(Offline, TellsItsErrorsByTheNamesOfTheBus) {
  auto source = rmcpd(
      R"(echo '{"error":{"name":"io.github.rmcpd1.Error.NoSuchDevice","message":"egpu: no such device"}}'; exit 4)");
  const auto document = source.plan({"egpu"});
  ASSERT_FALSE(document);
  EXPECT_EQ(exit_code(document.error()), Exit::no_such_device);
  EXPECT_EQ(document.error().text, "egpu: no such device");
}

TEST_F(Offline, FailsWhenTheAnswerIsNoDocument) {
  for (const char* lines :
       {"echo garbage", "exit 3", "kill -9 $$", "echo '[1]'", "echo '{}'; exit 1"}) {
    const auto document = rmcpd(lines).list();
    ASSERT_FALSE(document) << lines;
    EXPECT_EQ(exit_code(document.error()), Exit::failed);
    EXPECT_THAT(document.error().text, HasSubstr("rmcpd --offline list"));
  }
}

TEST_F(Offline, FailsWhenThereIsNoRmcpd) {
  const auto document = OfflineSource("/nonexistent/rmcpd", "").list();
  ASSERT_FALSE(document);
  EXPECT_THAT(document.error().text, HasSubstr("/nonexistent/rmcpd: No such file"));
}

TEST_F(Offline, TakesAnswersLargerThanAPipe) {
  auto source = rmcpd(R"(printf '{"text":"'; head -c 300000 /dev/zero | tr '\0' x; printf '"}')");
  const auto document = source.list();
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)["text"].get_ref<const std::string&>().size(), 300000U);
}

}  // namespace
}  // namespace rmcp::client
