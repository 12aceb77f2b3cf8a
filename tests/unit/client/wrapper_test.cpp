// SPDX-License-Identifier: MIT
// What commands such as env(1) and nice(1) start, and with which variables.
#include "client/wrapper/shell_command.hpp"
#include "client/wrapper/split_string.hpp"
#include "client/wrapper/unwrap.hpp"
#include "client/wrapper/wrapper_rows.hpp"

#include <gmock/gmock.h>

namespace rmcp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

const Variables kVariables = {{"HOME", "/home/u"}, {"HSA_XNACK", "1"}, {"TWO", "a b"}};

Unwrapped step(const Words& command) {
  auto out = unwrap(command, kVariables);
  EXPECT_TRUE(out) << command.front();
  return out ? *out : Unwrapped{};
}

Variables changed(const Words& command) {
  auto out = kVariables;
  for (const auto& change : step(command).changes) change_variables(change, out);
  return out;
}

/// The only note.
std::string note(const Words& command) {
  const auto out = step(command);
  EXPECT_THAT(out.command, IsEmpty());
  return out.notes.size() == 1 ? out.notes.front() : "";
}

// ---- env(1) ----

TEST(Env, AssignmentsReachTheCommand) {
  EXPECT_THAT(step({"/usr/bin/env", "A=b", "C=d=e", "prog", "X=y"}).command,
              ElementsAre("prog", "X=y"));
  const auto variables = changed({"env", "A=b", "C=d=e", "HSA_XNACK=", "prog", "X=y"});
  EXPECT_EQ(variables.at("A"), "b");
  EXPECT_EQ(variables.at("C"), "d=e");
  EXPECT_EQ(variables.at("HSA_XNACK"), "");
  EXPECT_FALSE(variables.contains("X"));
}

TEST(Env, VariablesAreDroppedBeforeAnyIsSet) {
  for (const auto& command : {Words{"env", "-u", "HSA_XNACK", "prog"},
                              {"env", "-vuHSA_XNACK", "prog"},
                              {"env", "--unset=HSA_XNACK", "prog"},
                              {"env", "--uns", "HSA_XNACK", "--", "prog"}}) {
    EXPECT_THAT(step(command).command, ElementsAre("prog")) << command[1];
    EXPECT_EQ(changed(command), (Variables{{"HOME", "/home/u"}, {"TWO", "a b"}})) << command[1];
  }
  EXPECT_EQ(changed({"env", "-i", "A=b", "prog"}), (Variables{{"A", "b"}}));
  EXPECT_EQ(changed({"env", "-", "A=b", "prog"}), (Variables{{"A", "b"}}));
  EXPECT_EQ(changed({"env", "-u", "A", "-i", "prog"}), Variables{});
}

TEST(Env, FolderIsEntered) {
  EXPECT_EQ(step({"env", "-C", "/x", "prog"}).folder, "/x");
  EXPECT_EQ(step({"env", "--chdir=y", "prog"}).folder, "y");
}

TEST(Env, SplitTextIsReadLikeWords) {
  const Words command = {"env", "-S-u HSA_XNACK A='b c' prog -x", "script"};
  EXPECT_THAT(step(command).command, ElementsAre("prog", "-x", "script"));
  EXPECT_EQ(changed(command), (Variables{{"A", "b c"}, {"HOME", "/home/u"}, {"TWO", "a b"}}));
  EXPECT_THAT(step({"env", "-vS", "prog ${TWO}"}).command, ElementsAre("prog", "a b"));
}

TEST(Env, WithoutACommandItIsTheProgram) {
  EXPECT_EQ(step({"env"}), Unwrapped{});
  EXPECT_EQ(step({"env", "A=b"}).command, Words{});
}

TEST(Env, WhatIsNotUnderstoodIsNamed) {
  EXPECT_EQ(note({"env", "--wrong", "prog"}),
            "env is not followed: its option --wrong is not known here; inspect what it starts");
  EXPECT_EQ(note({"env", "--chdir"}),
            "env is not followed: its option --chdir has no argument; inspect what it starts");
  EXPECT_THAT(note({"env", "-S", "'a"}), HasSubstr("-S: it has a quote without an end"));
  EXPECT_THAT(note({"env", "--ignore", "prog"}), HasSubstr("--ignore is not known"));
}

TEST(Env, TextThatSplitsItselfEnds) {
  const Variables loop = {{"A", "-S${A}"}};
  const auto out = unwrap({"env", "-S-S${A}"}, loop);
  ASSERT_TRUE(out);
  EXPECT_THAT(out->notes, ElementsAre(HasSubstr("it splits what it has split")));
}

TEST(SplitString, FollowsTheManual) {
  const auto words = [](std::string_view text) {
    return split_string(text, kVariables).value_or(Words{"?"});
  };
  EXPECT_THAT(words("  a\tb\n c "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(words("'a b' \"c d\"e ''"), ElementsAre("a b", "c de", ""));
  EXPECT_THAT(words("a\\_b \"c\\_d\""), ElementsAre("a", "b", "c d"));
  EXPECT_THAT(words("a\\tb 'c\\td'"), ElementsAre("a\tb", "c\\td"));
  EXPECT_THAT(words("a \\# #b"), ElementsAre("a", "#"));
  EXPECT_THAT(words("a#b \\c c"), ElementsAre("a#b"));
  EXPECT_THAT(words("${HOME}/x '${HOME}' ${NONE}y"), ElementsAre("/home/u/x", "${HOME}", "y"));
  for (const auto* wrong : {"'a", "\"a", "a\\", "a\\q", "$HOME", "${HOME"})
    EXPECT_FALSE(split_string(wrong, kVariables)) << wrong;
}

// ---- Commands that leave the variables alone ----

TEST(Wrappers, OptionsAndOperandsAreSkipped) {
  for (const auto& command : {Words{"nice", "prog"},
                              {"nice", "-n", "5", "prog"},
                              {"nice", "-5", "prog"},
                              {"nice", "--5", "prog"},
                              {"nice", "--adjustment=5", "prog"},
                              {"nohup", "prog"},
                              {"timeout", "10", "prog"},
                              {"timeout", "-k5", "-s", "INT", "--foreground", "10", "prog"},
                              {"stdbuf", "-oL", "-e", "0", "prog"},
                              {"setsid", "-fw", "prog"},
                              {"time", "-f", "%e", "-v", "prog"},
                              {"taskset", "0x3", "prog"},
                              {"taskset", "-c", "0-3", "prog"},
                              {"ionice", "-c", "3", "prog"},
                              {"ionice", "-c2", "-n7", "-t", "prog"},
                              {"chrt", "-b", "0", "prog"},
                              {"chrt", "--idle", "prog"},
                              {"prlimit", "-n64", "--memlock=unlimited", "prog"},
                              {"prlimit", "--nofile", "prog"},
                              {"numactl", "-N", "0", "--membind=0", "-l", "prog"},
                              {"numactl", "--cpunodebind", "0", "--", "prog"}}) {
    const auto out = step(command);
    EXPECT_THAT(out.command, ElementsAre("prog")) << testing::PrintToString(command);
    EXPECT_THAT(out.changes, IsEmpty());
  }
}

TEST(Wrappers, WithoutACommandTheyAreTheProgram) {
  for (const auto& command : {Words{"taskset", "-p", "12"},
                              {"ionice", "-p12"},
                              {"chrt", "-m"},
                              {"numactl", "--show"},
                              {"nice"},
                              {"timeout", "10"},
                              {"sudo", "-l"}})
    EXPECT_EQ(step(command), Unwrapped{}) << testing::PrintToString(command);
}

TEST(Wrappers, SudoIsNamedWithTheWayToLookFromThere) {
  EXPECT_EQ(note({"sudo", "-u", "bob", "A=b c", "./prog", "x"}),
            "sudo is not followed: it starts a command as another user, with the variables that "
            "sudoers(5) lets through; from there: sudo -u bob 'A=b c' rmcpctl inspect -- ./prog x");
}

TEST(Wrappers, OtherLaunchersAreNamed) {
  EXPECT_EQ(note({"/usr/bin/mpirun", "-np", "2", "./prog"}),
            "mpirun is not followed: it starts commands itself, with variables or on machines of "
            "its own choice; inspect what it starts");
  EXPECT_THAT(note({"docker", "run", "x"}), HasSubstr("in another root"));
  EXPECT_FALSE(unwrap({"python3", "x.py"}, kVariables));
}

TEST(Wrappers, LibraryOfStdbufIsNamed) {
  EXPECT_THAT(step({"stdbuf", "-o0", "prog"}).notes, ElementsAre(HasSubstr("LD_PRELOAD")));
}

TEST(Wrappers, LastWordAboutAVariableIsKnown) {
  const std::vector<EnvironmentChange> changes = {
      {.kind = EnvironmentChange::Kind::clear, .by = "env"},
      {.kind = EnvironmentChange::Kind::set, .name = "A", .value = "b", .by = "sh"}};
  EXPECT_EQ(decided_by(changes, "A"), "sh");
  EXPECT_EQ(decided_by(changes, "B"), "env");
  EXPECT_EQ(decided_by({changes.begin() + 1, changes.end()}, "B"), "");
}

// ---- Shells ----

TEST(ShellText, PlainCommandIsFollowed) {
  const Words command = {"sh", "-ec", "HSA_XNACK=0 P=\"$HOME/x y\" exec prog 'a b' \\$c", "name"};
  EXPECT_THAT(step(command).command, ElementsAre("prog", "a b", "$c"));
  EXPECT_EQ(changed(command).at("HSA_XNACK"), "0");
  EXPECT_EQ(changed(command).at("P"), "/home/u/x y");
  EXPECT_EQ(changed({"bash", "-c", "A=$TWO prog"}).at("A"), "a b");
  EXPECT_THAT(step({"dash", "-c", "prog \"${HOME}\" 'A'=b"}).command,
              ElementsAre("prog", "/home/u", "A=b"));
}

TEST(ShellText, WhatTakesAShellIsNotRead) {
  for (const auto* text :
       {"a; b",   "a | b",      "a && b",  "a &",         "(a)",     "a >x",    "a $1",
        "a $(b)", "a `b`",      "a *",     "a ~/x",       "a $HOME", "$HOME/a", "a 'b",
        "a \"b",  "a \"\\b\"",  "cd x",    "exec -a n a", "A=b",     "",        "# a",
        "if a",   "A=b B=$A c", "a $NONE", "a {b,c}",     "a\nb",    "! a",     "a \\"})
    EXPECT_FALSE(read_shell_command(text, kVariables)) << text;
}

TEST(ShellText, OtherShellsAndScriptsAreNamed) {
  for (const auto& command : {Words{"sh", "script"},
                              {"sh"},
                              {"bash", "-lc", "prog"},
                              {"bash", "--login", "-c", "prog"},
                              {"sh", "-c"},
                              {"sh", "-c", "prog | cat"}})
    EXPECT_EQ(note(command),
              command[0] + " starts other programs, which are not inspected: inspect those");
  EXPECT_THAT(note({"zsh", "-c", "prog"}), HasSubstr("zsh starts other programs"));
  EXPECT_THAT(unwrap({"bash", "-c", "prog"}, {{"BASH_ENV", "/x"}})->notes,
              ElementsAre(HasSubstr("bash starts other programs")));
}

}  // namespace
}  // namespace rmcp::client
