// SPDX-License-Identifier: MIT
// What is understood on the command line, and what is refused in which words.
#include "client/command_line.hpp"

#include "client/verbs/verbs.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

tl::expected<CommandLine, NothingToRun> parse_line(std::vector<const char*> words) {
  words.insert(words.begin(), "rmcpctl");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

tl::expected<Options, NothingToRun> parse(std::vector<const char*> words) {
  return parse_line(std::move(words)).map([](const CommandLine& line) { return line.options; });
}

/// The row that runs: "library add".
std::string row_of(std::vector<const char*> words) {
  const auto line = parse_line(std::move(words));
  return line ? std::string(line->verb->name) : line.error().text;
}

/// What an option of the verb has in its field; on a line that is refused, and without such an
/// option, a value that no test expects.
template <class Value>
Value own(const std::string& option, std::vector<const char*> words) {
  const auto line = parse_line(std::move(words));
  auto options = line ? line->options : Options();
  for (const auto& row : line ? line->verb->options : std::span<const Option>())
    if (row.name == option) return std::get<FieldOf<Value>>(row.place)(options);
  ADD_FAILURE() << option << ": " << (line ? "no such option" : line.error().text);
  return Value();
}

std::string complaint(std::vector<const char*> words) {
  const auto parsed = parse(std::move(words));
  if (parsed || parsed.error().exit != Exit::usage) return "accepted";
  return parsed.error().text;
}

TEST(CommandLine, ListsWhenThereIsNoVerb) {
  const auto options = parse({});
  ASSERT_TRUE(options);
  EXPECT_EQ(row_of({}), "list");
  EXPECT_EQ(options->format(), Format::people);
  EXPECT_TRUE(options->legend);
}

TEST(CommandLine, TakesGlobalOptionsBeforeAndAfterTheVerb) {
  EXPECT_EQ(parse({"--json", "plan"})->format(), Format::json_pretty);
  EXPECT_EQ(parse({"plan", "--json=short"})->format(), Format::json_short);
  const auto options = parse({"show", "--no-legend", "a", "--color=always", "b"});
  ASSERT_TRUE(options);
  EXPECT_FALSE(options->legend);
  EXPECT_EQ(options->colour_mode(), ColourMode::always);
  EXPECT_THAT(options->arguments, ElementsAre("a", "b"));
}

TEST(CommandLine, DoesNotMistakeADeviceForAForm) {
  const auto options = parse({"show", "--json", "short"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->format(), Format::json_pretty);
  EXPECT_THAT(options->arguments, ElementsAre("short"));
}

TEST(CommandLine, TakesTheOptionsOfVerbs) {
  EXPECT_TRUE(own<bool>("--exit-code", {"plan", "--exit-code"}));
  EXPECT_FALSE(own<bool>("--exit-code", {"plan"}));
  EXPECT_TRUE(own<bool>("--keep", {"revert", "--keep", "card1"}));
  EXPECT_EQ(own<std::string>("--timeout", {"wait", "--timeout=1min"}), "1min");
}

/// A value that the option takes.
std::string some_value(const Option& option) {
  if (!option.choices.empty()) return std::string(choices_of(option).front());
  return "60";
}

void expect_taken(std::string_view verb, std::string_view action, const Option& option) {
  const auto word = option.value.empty() ? std::string(option.name)
                                         : fmt::format("{}={}", option.name, some_value(option));
  std::vector<const char*> words{verb.data()};
  if (!action.empty()) words.push_back(action.data());
  words.push_back(word.c_str());
  const auto line = parse_line(words);
  const auto refusal = line ? "" : line.error().text;
  EXPECT_THAT(refusal, Not(HasSubstr(std::string(option.name)))) << verb << " " << action;
  EXPECT_NE(option.place.index(), 0U) << option.name << " has no place";
}

TEST(CommandLine, TakesEveryOptionThatARowHas) {
  for (const auto* verb : verbs()) {
    for (const auto& option : verb->options) expect_taken(verb->name, {}, option);
    for (const auto* action : verb->actions)
      for (const auto& option : action->options) expect_taken(verb->name, action->name, option);
  }
}

TEST(CommandLine, KeepsTheOptionsOfVerbsApartThatCouldBothBeMeant) {
  EXPECT_TRUE(own<bool>("--exit-code", {"plan", "wait", "--exit-code"}));
  EXPECT_EQ(own<std::string>("--mode", {"run", "list", "--mode=path", "--", "x"}), "path");
  EXPECT_EQ(row_of({"inspect", "plan"}), "inspect");
}

TEST(CommandLine, TakesTheActionOffTheArguments) {
  EXPECT_EQ(row_of({"library"}), "library");  // lists
  const auto line = parse_line({"library", "--name=mine", "add", "/opt/rocm"});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->verb->name, "add");
  EXPECT_THAT(line->options.arguments, ElementsAre("/opt/rocm"));
  EXPECT_EQ(own<std::string>("--name", {"library", "--name=mine", "add", "/opt"}), "mine");
  EXPECT_EQ(row_of({"config", "capture", "card1"}), "capture");
  EXPECT_EQ(row_of({"config", "import", "config.yaml"}), "import");
}

TEST(CommandLine, RefusesArgumentsThatAnActionDoesNotTake) {
  EXPECT_THAT(complaint({"library", "frob"}),
              StartsWith("library: 'frob' is not one of list, show, verify, add, remove, build\n"));
  EXPECT_THAT(complaint({"library", "add"}), StartsWith("library add: missing PREFIX\n"));
  EXPECT_THAT(complaint({"library", "build"}), StartsWith("library build: missing RECIPE\n"));
  EXPECT_THAT(complaint({"library", "show"}), StartsWith("library show: missing NAME\n"));
  EXPECT_THAT(complaint({"library", "list", "x"}), StartsWith("unexpected argument 'x'\n"));
  EXPECT_THAT(complaint({"library", "show", "x", "y"}), StartsWith("unexpected argument 'y'\n"));
  EXPECT_THAT(complaint({"config", "new"}), StartsWith("config new: missing DEVICE\n"));
  EXPECT_THAT(complaint({"config", "show", "x"}), StartsWith("unexpected argument 'x'\n"));
}

TEST(CommandLine, RefusesOptionsOfAnotherAction) {
  for (const auto* action : {"list", "verify"})
    EXPECT_THAT(complaint({"library", action, "--dry-run"}),
                StartsWith("--dry-run, --restart and --select: only for library build\n"));
  EXPECT_THAT(complaint({"library", "--restart"}), HasSubstr("only for library build\n"));
  EXPECT_THAT(complaint({"library", "list", "--name=x"}),
              StartsWith("--name, --priority and --match-gfx: only for library add\n"));
  EXPECT_EQ(row_of({"library", "build", "--name=x", "a.toml"}), "build");  // it adds what it built
  EXPECT_THAT(complaint({"library", "build", "--select=card1", "--offline", "a.toml"}),
              StartsWith("--select: needs the daemon, not available offline\n"));
}

TEST(CommandLine, TakesACommandAsItIs) {
  const std::vector<const char*> words{"inspect",      "--device", "card1",   "--target=/t",
                                       "--mode=mount", "--",       "python3", "-c",
                                       "--json",       "list",     ""};
  const auto options = parse(words);
  ASSERT_TRUE(options);
  EXPECT_THAT(options->arguments, ElementsAre("python3", "-c", "--json", "list", ""));
  EXPECT_THAT(own<std::vector<std::string>>("--device", words), ElementsAre("card1"));
  EXPECT_THAT(own<std::vector<std::string>>("--target", words), ElementsAre("/t"));
  EXPECT_EQ(own<std::string>("--mode", words), "mount");
  EXPECT_EQ(options->format(), Format::people);
  EXPECT_THAT(own<std::vector<std::string>>("--device", {"inspect", "-d", "a", "-d", "b", "ls"}),
              ElementsAre("a", "b"));
  EXPECT_EQ(own<std::uint64_t>("--pid", {"inspect", "--pid=12"}), 12U);
}

TEST(CommandLine, RefusesAnInspectionOfNothingOrOfTwoThings) {
  EXPECT_THAT(complaint({"inspect"}), StartsWith("inspect: missing COMMAND or --pid\n"));
  EXPECT_THAT(complaint({"inspect", "--pid=1", "ls"}),
              StartsWith("inspect: either a command or --pid"));
  EXPECT_THAT(complaint({"inspect", "--pid=1", "--mode=path"}),
              StartsWith("inspect: --mode and --target"));
  EXPECT_THAT(complaint({"inspect", "--mode=magic", "ls"}),
              StartsWith("--mode: 'magic' is not one of path, preload, mount"));
  EXPECT_THAT(complaint({"inspect", "--pid=x"}), StartsWith("--pid: 'x' is not a whole number\n"));
  EXPECT_THAT(complaint({"inspect", "--pid=0"}), StartsWith("--pid: '0' is not a process id\n"));
  EXPECT_THAT(complaint({"inspect", "--pid=4294967297"}),
              StartsWith("--pid: '4294967297' is not a process id\n"));
  EXPECT_THAT(complaint({"inspect", "--pid=-1"}),
              StartsWith("--pid: '-1' is not a whole number\n"));
  EXPECT_THAT(complaint({"-H", "box", "inspect", "ls"}),
              StartsWith("inspect: reads the processes of this machine"));
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
  EXPECT_THAT(complaint({"wait", "a", "b"}), StartsWith("unexpected argument 'b'\n"));
  EXPECT_THAT(complaint({"--json=xml"}), StartsWith("--json: 'xml'"));
  EXPECT_THAT(complaint({"--color=pink"}), StartsWith("--color: 'pink'"));
  EXPECT_THAT(complaint({"wait", "--timeout=-1"}), StartsWith("--timeout"));
  EXPECT_THAT(complaint({"wait", "--timeout=nan"}), StartsWith("--timeout"));
  EXPECT_THAT(complaint({"config"}),
              StartsWith("config: missing action: check, show, cat, new, capture or import\n"));
  EXPECT_THAT(complaint({"config", "dog"}), StartsWith("config: 'dog' is not one of"));
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
  EXPECT_THAT(complaint({"--host", "", "list"}), StartsWith("--host: ''"));
}

TEST(CommandLine, RefusesToLookAtFilesOfAnotherMachine) {
  EXPECT_THAT(complaint({"-H", "box", "--offline", "list"}),
              StartsWith("--offline: reads this machine, cannot be used with --host\n"));
  EXPECT_THAT(complaint({"-H", "box", "--config-dirs=/a", "list"}), StartsWith("--offline"));
  EXPECT_THAT(complaint({"-H", "box", "config", "check"}), StartsWith("config: reads the files"));
}

TEST(CommandLine, HelpFitsTheTerminal) {
  auto text = parse({"--help"}).error().text;
  for (const auto* verb : verbs()) {
    text += parse({verb->name.data(), "--help"}).error().text;
    for (const auto* action : verb->actions)
      text += parse({verb->name.data(), action->name.data(), "--help"}).error().text;
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(CommandLine, HasHelpForEachVerb) {
  for (const auto* verb : verbs()) {
    const auto nothing = parse({verb->name.data(), "--help"});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().exit, Exit::ok);
    EXPECT_THAT(nothing.error().text, HasSubstr("Usage: rmcpctl " + std::string(verb->name)));
    EXPECT_THAT(parse({"--help"}).error().text, HasSubstr("\n  " + std::string(verb->name) + " "));
  }
  EXPECT_THAT(parse({"--version"}).error().text, StartsWith("rmcpctl "));
}

std::string help(std::vector<const char*> words) {
  words.push_back("--help");
  const auto nothing = parse(words);
  return nothing || nothing.error().exit != Exit::ok ? "no help" : nothing.error().text;
}

TEST(CommandLine, ShowsAnExampleForEachVerbAndAction) {
  for (const auto* verb : verbs()) {
    EXPECT_THAT(help({verb->name.data()}), HasSubstr("\nExample:\n  ")) << verb->name;
    for (const auto* action : verb->actions)
      EXPECT_THAT(help({verb->name.data(), action->name.data()}), HasSubstr("\nExample:\n  "))
          << verb->name << " " << action->name;
  }
}

TEST(CommandLine, ShowsTheActionsOfAVerb) {
  EXPECT_THAT(help({"config"}), HasSubstr("\nActions:\n  check [FILE...]  "));
  EXPECT_THAT(help({"config"}), HasSubstr("\n  capture DEVICE  "));
  EXPECT_THAT(help({"config", "new"}), HasSubstr("Usage: rmcpctl config new DEVICE\n"));
  EXPECT_THAT(help({"config", "new"}), Not(HasSubstr("Actions:")));
  EXPECT_THAT(help({"library", "build"}), HasSubstr("  --name=NAME "));
  EXPECT_THAT(help({"library", "show"}), Not(HasSubstr("--name=NAME")));
}

TEST(CommandLine, ShowsOnlyTheOptionsThatAVerbCanUse) {
  EXPECT_THAT(help({"apply"}), Not(HasSubstr("--offline")));
  EXPECT_THAT(help({"apply"}), HasSubstr("--host"));
  EXPECT_THAT(help({"plan"}), HasSubstr("--offline"));
  EXPECT_THAT(help({"config"}), Not(HasSubstr("--host")));
  EXPECT_THAT(help({"wait"}), Not(HasSubstr("--color")));
  EXPECT_THAT(help({"run"}), Not(HasSubstr("--json")));
  for (const auto* verb : verbs())
    EXPECT_THAT(help({verb->name.data()}), Not(HasSubstr("--no-pager"))) << verb->name;
  EXPECT_THAT(help({}), HasSubstr("--no-pager"));
}

TEST(CommandLine, TakesHelpAndVersionAsVerbsToo) {
  EXPECT_EQ(row_of({"help", "status"}), "help");
  EXPECT_EQ(row_of({"help", "config", "new"}), "help");
  EXPECT_EQ(row_of({"version"}), "version");
  EXPECT_EQ(parse({"-V"}).error().text, parse({"--version"}).error().text);
  EXPECT_THAT(complaint({"help", "a", "b", "c"}), StartsWith("unexpected argument 'c'"));
}

TEST(CommandLine, RefusesInItsOwnWords) {
  EXPECT_THAT(complaint({"apply", "--revert-after"}),
              StartsWith("--revert-after: missing value\n"));
  EXPECT_THAT(complaint({"apply", "--revert-after="}),
              StartsWith("--revert-after: missing value\n"));
  EXPECT_THAT(complaint({"wait", "--timeout"}), StartsWith("--timeout: missing value\n"));
  EXPECT_THAT(complaint({"wait", "--timeout=x"}),
              StartsWith("--timeout: 'x' is not a time such as 60s, 1min or 90\n"));
  EXPECT_THAT(complaint({"library", "add", "/x", "--priority=high"}),
              StartsWith("--priority: 'high' is not a whole number\n"));
  EXPECT_THAT(complaint({"list", "--all=no-such"}), StartsWith("--all: takes no value\n"));
  EXPECT_EQ(parse({"-H", "a", "list", "--host=b"})->host, "b");  // the last one counts
}

TEST(CommandLine, NamesTheArgumentThatIsTooMany) {
  EXPECT_THAT(complaint({"use", "D", "compute", "measuring"}),
              StartsWith("unexpected argument 'measuring'\n"));
  EXPECT_THAT(complaint({"use", "D", "list", "plan"}), StartsWith("unexpected argument 'plan'\n"));
  EXPECT_THAT(complaint({"use", "D", "compute", "--keep", "measuring"}),
              StartsWith("unexpected argument 'measuring'\n"));
}

TEST(CommandLine, TakesSettingsOfOneDevice) {
  const auto options = parse({"set", "egpu", "power_cap=95 W", "runtime_pm=on", "--keep"});
  ASSERT_TRUE(options);
  EXPECT_THAT(options->arguments, ElementsAre("egpu", "power_cap=95 W", "runtime_pm=on"));
  EXPECT_TRUE(own<bool>("--keep", {"set", "egpu", "power_cap=95 W", "--keep"}));
  EXPECT_THAT(complaint({"set", "egpu"}), StartsWith("set: missing DEVICE KNOB=VALUE"));
  EXPECT_THAT(complaint({"set", "egpu", "power_cap"}), HasSubstr("'power_cap' is not KNOB=VALUE"));
  EXPECT_THAT(complaint({"unset"}), StartsWith("unset: missing DEVICE"));
  EXPECT_THAT(complaint({"use", "egpu", "a", "b"}), StartsWith("unexpected argument 'b'"));
}

TEST(CommandLine, TakesTimesAsPeopleWriteThem) {
  for (const auto* right : {"--timeout=60s", "--timeout=1min", "--timeout=30", "--timeout=0"})
    EXPECT_EQ(row_of({"wait", right}), "wait") << right;
  for (const auto* right : {"--revert-after=60s", "--revert-after=5min", "--revert-after=90",
                            "--revert-after=5", "--revert-after=24h"})
    EXPECT_EQ(row_of({"apply", right}), "apply") << right;
  for (const auto* wrong : {"--revert-after=1s", "--revert-after=2d", "--revert-after=25h",
                            "--revert-after=x", "--revert-after=-5"}) {
    EXPECT_THAT(complaint({"apply", wrong}), HasSubstr("is not a time from 5s to 24h")) << wrong;
  }
}

}  // namespace
}  // namespace rmcp::client
