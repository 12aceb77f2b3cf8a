// SPDX-License-Identifier: MIT
// The file that a command line starts: through PATH, scripts and commands that start others.
#include "client/inspect/program.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

class Scripts : public testing::Test {
 protected:
  Scripts()
      : folder_(fs::path(testing::TempDir()) / ("rmcp-scripts-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "venv/bin");
    fs::create_directories(folder_ / "venv/lib/python3.11/site-packages/torch/lib");
    fs::create_symlink("/bin/true", folder_ / "venv/bin/python3");
  }
  ~Scripts() override { fs::remove_all(folder_); }

  std::string script(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_all);
    return path.string();
  }
  Expected<Program> find(const std::vector<std::string>& command) const {
    return find_program(command, {{"PATH", (folder_ / "venv/bin").string() + ":/usr/bin:/bin"}});
  }

  fs::path folder_;
};

TEST_F(Scripts, InterpreterIsWhatIsLoaded) {
  const auto path = script("a.py", "#! /usr/bin/env python3\nimport torch\n");
  const auto program = find({path});
  ASSERT_TRUE(program) << program.error();
  EXPECT_EQ(program->path, (folder_ / "venv/bin/python3").string());
  EXPECT_TRUE(program->python);
  EXPECT_THAT(program->through, ElementsAre(path, "/usr/bin/env"));
}

TEST_F(Scripts, EnvWithOptionsAndAssignmentsIsLookedThrough) {
  const auto program = find({"env", "-u", "C", "A=B", "python3", "x.py"});
  ASSERT_TRUE(program) << program.error();
  EXPECT_EQ(program->path, (folder_ / "venv/bin/python3").string());
  EXPECT_THAT(program->through, ElementsAre("/usr/bin/env"));
  EXPECT_EQ(program->environment.at("A"), "B");
  const auto divided = script("b", "#!/usr/bin/env -S python3 -u\n");
  EXPECT_EQ(find({divided})->path, (folder_ / "venv/bin/python3").string());
  EXPECT_EQ(find({"env"})->path, "/usr/bin/env");
}

TEST_F(Scripts, PathOfEnvIsTheOneThatCounts) {
  EXPECT_EQ(find({"env", "PATH=/bin", "true"})->path, "/bin/true");
  EXPECT_EQ(find({"env", "-i", "python3"}).has_value(), fs::exists("/usr/bin/python3"));
  EXPECT_EQ(find({"env", "PATH=/nowhere", "true"}).error(), "true: not found in PATH");
}

TEST_F(Scripts, FolderOfEnvIsTheOneThatCounts) {
  script("here", "#!/bin/true\n");
  const auto program = find({"env", "-C", folder_.string(), "nice", "./here"});
  ASSERT_TRUE(program) << program.error();
  EXPECT_EQ(program->folder, folder_.string());
  EXPECT_THAT(program->through,
              ElementsAre("/usr/bin/env", "/usr/bin/nice", folder_.string() + "/./here"));
  EXPECT_EQ(find({"env", "-C", (folder_ / "venv").string(), "env", "-C", "bin", "./python3"})->path,
            (folder_ / "venv/bin/./python3").string());
}

TEST_F(Scripts, ShellSaysThatItsProgramsAreNotLookedAt) {
  const auto program = find({script("c.sh", "#!/bin/sh -e\nexec python3\n")});
  ASSERT_TRUE(program) << program.error();
  EXPECT_EQ(program->path, "/bin/sh");
  EXPECT_THAT(program->notes, ElementsAre(HasSubstr("sh starts other programs")));
}

TEST_F(Scripts, ScriptsForScriptsEnd) {
  const auto path = (folder_ / "loop").string();
  EXPECT_THAT(find({script("loop", "#!" + path + "\n")}).error().text,
              HasSubstr("more nested scripts than the kernel allows"));
  const auto itself = (folder_ / "itself").string();
  EXPECT_EQ(find({script("itself", "#!/usr/bin/env " + itself + "\n")}).error(),
            itself + ": it starts other programs without end");
  EXPECT_THAT(find({script("lost", "#!/nowhere/sh\n")}).error().text, HasSubstr("/nowhere/sh"));
  EXPECT_EQ(find({"no-such-program"}).error(), "no-such-program: not found in PATH");
}

TEST_F(Scripts, VirtualEnvironmentIsToldByTheLink) {
  const auto folders = python_folders((folder_ / "venv/bin/python3").string(),
                                      [](const std::string&) { return ""; });
  EXPECT_THAT(folders,
              ElementsAre((folder_ / "venv/lib/python3.11/site-packages/torch/lib").string()));
}

TEST(InterpreterLine, RestIsOneArgument) {
  EXPECT_THAT(interpreter_line("#!/bin/sh\n"), ElementsAre("/bin/sh"));
  EXPECT_THAT(interpreter_line("#! /bin/awk  -f x\ny"), ElementsAre("/bin/awk", "-f x"));
  EXPECT_THAT(interpreter_line("#!\n"), IsEmpty());
  EXPECT_THAT(interpreter_line("\x7f"
                               "ELF"),
              IsEmpty());
  EXPECT_THAT(interpreter_line("#!/bin/sh"), ElementsAre("/bin/sh"));
}

}  // namespace
}  // namespace rmcp::client
