// SPDX-License-Identifier: MIT
// rmcpd.toml and the kernel command line.
#include "daemon/config/settings.hpp"

#include "support.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace rmcp::config::test {
namespace {

class SettingsFile : public testing::Test {
 protected:
  LoadedSettings load() const {
    return load_settings({folder_ / "etc", folder_ / "lib"}, ::geteuid());
  }

  /// Diagnostics of a file with this text.
  std::vector<std::string> complaints(std::string_view text) const {
    folder_.write("etc/rmcpd.toml", text);
    std::vector<std::string> out;
    for (const auto& d : load().diagnostics) {
      EXPECT_EQ(d.severity, Severity::error);
      out.push_back(fmt::format("{}:{}: {}", d.origin.line, d.origin.column, d.message));
    }
    return out;
  }
  using Complaints = std::vector<std::string>;

  Folder folder_;
};

TEST_F(SettingsFile, DefaultsHoldWithoutAFile) {
  const auto loaded = load();
  EXPECT_TRUE(loaded.diagnostics.empty());
  EXPECT_EQ(loaded.settings.mode, Mode::enforce);
  EXPECT_EQ(loaded.settings.log_level, "info");
}

TEST_F(SettingsFile, ValuesAreTaken) {
  EXPECT_EQ(complaints("format = 1\nmode = \"observe\"\nlog_level = \"debug\"\n"), Complaints{});
  EXPECT_EQ(load().settings.mode, Mode::observe);
  EXPECT_EQ(load().settings.log_level, "debug");
  EXPECT_EQ(complaints("format = 1\nmode = \"enforce\"\n"), Complaints{});
  EXPECT_EQ(load().settings.mode, Mode::enforce);
}

TEST_F(SettingsFile, TheFirstDirectoryWinsAsAWhole) {
  folder_.write("lib/rmcpd.toml", "format = 1\nmode = \"observe\"\nlog_level = \"error\"\n");
  EXPECT_EQ(load().settings.mode, Mode::observe);
  EXPECT_EQ(complaints("format = 1\nlog_level = \"trace\"\n"), Complaints{});
  EXPECT_EQ(load().settings.mode, Mode::enforce);
  folder_.write("etc/rmcpd.toml", "");
  EXPECT_EQ(load().settings.mode, Mode::enforce) << "an empty file masks as well";
}

TEST_F(SettingsFile, MistakesAreNamedAndLeaveTheDefaults) {
  EXPECT_EQ(complaints("mode = \"observe\"\n"),
            Complaints{"1:1: 'format = 1' is missing: it has to be the first key of the file"});
  EXPECT_EQ(complaints("format = 3\nnew = 1\n"),
            Complaints{"1:10: format 3 is not supported by this version, only 1 is"});
  EXPECT_EQ(complaints("format = 1\nmod = \"observe\"\nloglevel = 1\n"),
            (Complaints{"2:1: unknown key 'mod'; did you mean 'mode'?",
                        "3:1: unknown key 'loglevel'; did you mean 'log_level'?"}));
  EXPECT_EQ(
      complaints("format = 1\nmode = \"off\"\nlog_level = \"loud\"\n"),
      (Complaints{"2:8: mode: 'off' is not one of enforce, observe",
                  "3:13: log_level: 'loud' is not one of trace, debug, info, warning, error"}));
  EXPECT_EQ(complaints("format = 1\nmode = true\n"),
            Complaints{"2:8: mode: expected a string, found a boolean"});
  EXPECT_EQ(load().settings.mode, Mode::enforce);
  EXPECT_EQ(complaints("mode = observe\n"),
            Complaints{"1:8: TOML syntax: value: could not determine value type; "
                       "text needs quotes; booleans are true and false"});
}

TEST_F(SettingsFile, TheCheckIntervalIsATimeOrNever) {
  folder_.write("etc/rmcpd.toml", "format = 1\ncheck_interval = \"10 min\"\n");
  EXPECT_EQ(load().settings.check_interval, std::chrono::minutes(10));
  folder_.write("etc/rmcpd.toml", "format = 1\ncheck_interval = \"never\"\n");
  EXPECT_EQ(load().settings.check_interval.count(), 0);
  for (const auto* wrong : {"9 s", "25 h", "often", "10 min please", "-1 min", ""}) {
    const auto text = fmt::format("format = 1\ncheck_interval = \"{}\"\n", wrong);
    EXPECT_EQ(complaints(text),
              Complaints{fmt::format("2:18: check_interval: '{}' is not \"never\" or a time from "
                                     "10 s to 24 h",
                                     wrong)});
  }
}

TEST_F(SettingsFile, ContainerDevicesAreWrittenUnlessSwitchedOff) {
  EXPECT_TRUE(load().settings.cdi);
  folder_.write("etc/rmcpd.toml", "format = 1\ncdi = false\n");
  EXPECT_FALSE(load().settings.cdi);
  EXPECT_EQ(complaints("format = 1\ncdi = \"no\"\n"),
            Complaints{"2:7: cdi: expected true or false, found a string"});
}

TEST_F(SettingsFile, IsTrustedLikePolicy) {
  folder_.write("etc/rmcpd.toml", "format = 1\nmode = \"observe\"\n", 0666);
  const auto loaded = load();
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(to_string(loaded.diagnostics[0]),
            (folder_ / "etc/rmcpd.toml") + ": error: cannot be trusted: is writable by everyone");
  EXPECT_EQ(loaded.settings.mode, Mode::enforce);
}

TEST(KernelCommandLine, WinsOverTheFile) {
  EXPECT_EQ(mode_from_cmdline("quiet rmcp=off\n", Mode::enforce), Mode::off);
  EXPECT_EQ(mode_from_cmdline("rmcp=observe quiet", Mode::enforce), Mode::observe);
  EXPECT_EQ(mode_from_cmdline("rmcp=off rmcp=observe", Mode::enforce), Mode::observe)
      << "the last one counts";
  EXPECT_EQ(mode_from_cmdline("\"rmcp=off\"", Mode::enforce), Mode::off);
  EXPECT_EQ(mode_from_cmdline("rmcp=\"off\"\n", Mode::enforce), Mode::off);
}

TEST(KernelCommandLine, OtherWordsChangeNothing) {
  for (const auto* text : {"", "\n", "quiet splash", "rmcp=", "rmcp", "rmcp=enforce", "xrmcp=off",
                           "rmcp=offline", "foo=\"a rmcp=off b\"", "quiet -- rmcp=off"}) {
    EXPECT_EQ(mode_from_cmdline(text, Mode::observe), Mode::observe) << text;
    EXPECT_EQ(mode_from_cmdline(text, Mode::enforce), Mode::enforce) << text;
  }
}

TEST(Mode, HasTheNamesOfTheFile) {
  EXPECT_EQ(to_string(Mode::enforce), "enforce");
  EXPECT_EQ(to_string(Mode::observe), "observe");
  EXPECT_EQ(to_string(Mode::off), "off");
}

}  // namespace
}  // namespace rmcp::config::test
