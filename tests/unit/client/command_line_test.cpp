// SPDX-License-Identifier: MIT
// What is understood on the command line, and what is refused in which words.
#include "client/command_line.hpp"

#include "client/verbs/verbs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

tl::expected<Options, NothingToRun> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "rmcpctl");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

std::string complaint(std::vector<const char*> words) {
  const auto parsed = parse(std::move(words));
  if (parsed || parsed.error().exit != Exit::usage) return "accepted";
  return parsed.error().text;
}

TEST(CommandLine, ListsWhenThereIsNoVerb) {
  const auto options = parse({});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->verb, "list");
  EXPECT_EQ(options->format, Format::people);
  EXPECT_TRUE(options->legend);
}

TEST(CommandLine, TakesGlobalOptionsBeforeAndAfterTheVerb) {
  EXPECT_EQ(parse({"--json", "plan"})->format, Format::json_pretty);
  EXPECT_EQ(parse({"plan", "--json=short"})->format, Format::json_short);
  const auto options = parse({"show", "--no-legend", "a", "--color=always", "b"});
  ASSERT_TRUE(options);
  EXPECT_FALSE(options->legend);
  EXPECT_EQ(options->colour, ColourMode::always);
  EXPECT_THAT(options->arguments, ElementsAre("a", "b"));
}

TEST(CommandLine, DoesNotMistakeADeviceForAForm) {
  const auto options = parse({"show", "--json", "short"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->format, Format::json_pretty);
  EXPECT_THAT(options->arguments, ElementsAre("short"));
}

TEST(CommandLine, TakesTheOptionsOfVerbs) {
  EXPECT_TRUE(parse({"plan", "--exit-code"})->exit_code);
  EXPECT_TRUE(parse({"revert", "--keep", "card1"})->keep);
  EXPECT_DOUBLE_EQ(parse({"wait", "--timeout=2.5"})->timeout, 2.5);
}

TEST(CommandLine, TakesACommandAsItIs) {
  const auto options = parse({"inspect", "--device", "card1", "--target=/t", "--mode=mount", "--",
                              "python3", "-c", "--json", "list", ""});
  ASSERT_TRUE(options);
  EXPECT_THAT(options->arguments, ElementsAre("python3", "-c", "--json", "list", ""));
  EXPECT_THAT(options->devices, ElementsAre("card1"));
  EXPECT_THAT(options->targets, ElementsAre("/t"));
  EXPECT_EQ(options->mode, "mount");
  EXPECT_EQ(options->format, Format::people);
  EXPECT_THAT(parse({"inspect", "-d", "a", "-d", "b", "ls"})->devices, ElementsAre("a", "b"));
  EXPECT_EQ(parse({"inspect", "--pid=12"})->pid, 12U);
}

TEST(CommandLine, RefusesAnInspectionOfNothingOrOfTwoThings) {
  EXPECT_THAT(complaint({"inspect"}), StartsWith("inspect: say a command, or --pid\n"));
  EXPECT_THAT(complaint({"inspect", "--pid=1", "ls"}),
              StartsWith("inspect: either a command or --pid"));
  EXPECT_THAT(complaint({"inspect", "--pid=1", "--mode=path"}),
              StartsWith("inspect: --mode and --target"));
  EXPECT_THAT(complaint({"inspect", "--mode=magic", "ls"}),
              StartsWith("--mode: 'magic' is none of path, preload, mount"));
  EXPECT_THAT(complaint({"inspect", "--pid=x"}), HasSubstr("--pid"));
  EXPECT_THAT(complaint({"-H", "box", "inspect", "ls"}),
              StartsWith("inspect: looks at the processes of this machine"));
}

TEST(CommandLine, IsOfflineWithOtherPolicyFolders) {
  const auto options = parse({"config", "check", "--config-dirs=/a:/b"});
  ASSERT_TRUE(options);
  EXPECT_TRUE(options->offline);
  EXPECT_EQ(options->config_dirs, "/a:/b");
}

TEST(CommandLine, RefusesInOneLineAndAHint) {
  EXPECT_EQ(complaint({"lst"}), "unknown verb 'lst', did you mean 'list'?\nTry 'rmcpctl --help'.");
  EXPECT_THAT(complaint({"frobnicate"}), StartsWith("unknown verb 'frobnicate'\n"));
  EXPECT_THAT(complaint({"list", "--frob"}), StartsWith("unknown option '--frob'\n"));
  EXPECT_THAT(complaint({"list", "card1"}), StartsWith("unexpected argument 'card1'\n"));
  EXPECT_THAT(complaint({"status", "a", "b"}), StartsWith("unexpected argument 'b'\n"));
  EXPECT_THAT(complaint({"--json=xml"}), StartsWith("--json: 'xml'"));
  EXPECT_THAT(complaint({"--color=pink"}), StartsWith("--color: 'pink'"));
  EXPECT_THAT(complaint({"wait", "--timeout=-1"}), StartsWith("--timeout"));
  EXPECT_THAT(complaint({"wait", "--timeout=nan"}), StartsWith("--timeout"));
  EXPECT_THAT(complaint({"config"}), StartsWith("config: say check, show, cat, new or capture\n"));
  EXPECT_THAT(complaint({"config", "dog"}), StartsWith("config: 'dog' is none of"));
  EXPECT_THAT(complaint({"show", ""}), StartsWith("show: an argument is empty"));
}

TEST(CommandLine, RefusesToChangeThingsOffline) {
  for (const char* verb : {"apply", "revert", "reload", "watch", "wait"})
    EXPECT_THAT(complaint({verb, "--offline"}), HasSubstr("needs the daemon")) << verb;
}

TEST(CommandLine, TakesAnotherMachine) {
  EXPECT_EQ(parse({"-H", "root@box", "plan"})->host, "root@box");
  EXPECT_EQ(parse({"plan", "--host=box"})->host, "box");
  EXPECT_TRUE(parse({"list"})->host.empty());
}

TEST(CommandLine, RefusesAHostThatSshWouldTakeForSomethingElse) {
  EXPECT_THAT(complaint({"--host=-oProxyCommand=x"}), StartsWith("--host: '-oProxyCommand=x'"));
  EXPECT_THAT(complaint({"--host=a b"}), StartsWith("--host: 'a b'"));
  EXPECT_THAT(complaint({"--host="}), StartsWith("--host"));
}

TEST(CommandLine, RefusesToLookAtFilesOfAnotherMachine) {
  EXPECT_THAT(complaint({"-H", "box", "--offline", "list"}),
              StartsWith("--offline: looks at this machine, cannot be done with --host\n"));
  EXPECT_THAT(complaint({"-H", "box", "--config-dirs=/a", "list"}), StartsWith("--offline"));
  EXPECT_THAT(complaint({"-H", "box", "config", "check"}), StartsWith("config: reads the files"));
}

TEST(CommandLine, HelpFitsTheTerminal) {
  auto text = parse({"--help"}).error().text;
  for (const auto& verb : verbs()) text += parse({verb.name.data(), "--help"}).error().text;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(CommandLine, HasHelpForEachVerb) {
  for (const auto& verb : verbs()) {
    const auto nothing = parse({verb.name.data(), "--help"});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().exit, Exit::ok);
    EXPECT_THAT(nothing.error().text, HasSubstr("Usage: rmcpctl " + std::string(verb.name)));
    EXPECT_THAT(parse({"--help"}).error().text, HasSubstr("\n  " + std::string(verb.name) + " "));
  }
  EXPECT_THAT(parse({"--version"}).error().text, StartsWith("rmcpctl "));
}

TEST(CommandLine, TakesSettingsOfOneDevice) {
  const auto options = parse({"set", "egpu", "power_cap=95 W", "runtime_pm=on", "--keep"});
  ASSERT_TRUE(options);
  EXPECT_THAT(options->arguments, ElementsAre("egpu", "power_cap=95 W", "runtime_pm=on"));
  EXPECT_TRUE(options->keep);
  EXPECT_THAT(complaint({"set", "egpu"}), StartsWith("set: say DEVICE KNOB=VALUE"));
  EXPECT_THAT(complaint({"set", "egpu", "power_cap"}), HasSubstr("'power_cap' is not KNOB=VALUE"));
  EXPECT_THAT(complaint({"unset"}), StartsWith("unset: say which device"));
  EXPECT_THAT(complaint({"use", "egpu", "a", "b"}), StartsWith("unexpected argument 'a'"));
}

TEST(CommandLine, ReadsTimesAsPeopleWriteThem) {
  EXPECT_EQ(parse({"apply", "--revert-after=60s"})->revert_after, 60u);
  EXPECT_EQ(parse({"apply", "--revert-after", "5min"})->revert_after, 300u);
  EXPECT_EQ(parse({"apply", "--revert-after=90"})->revert_after, 90u);
  for (const auto* wrong : {"--revert-after=1s", "--revert-after=2d", "--revert-after=25h",
                            "--revert-after=x", "--revert-after=-5"}) {
    EXPECT_THAT(complaint({"apply", wrong}), HasSubstr("is not a time from 5s to 24h")) << wrong;
  }
}

}  // namespace
}  // namespace rmcp::client
