// SPDX-License-Identifier: MIT
// Resolves a command line and applies the loader's model to it.
#include "client/inspect/started.hpp"

#include "client/inspect/runtime.hpp"
#include "client/inspect/target.hpp"
#include "client/inspect/variables.hpp"
#include "lib/code/later_libraries.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace rmcp::client {
namespace {

bool is_glibc(const std::string& interpreter) {
  return interpreter.empty() || interpreter.find("ld-linux") != std::string::npos ||
         interpreter.find("ld64") != std::string::npos;
}

void add_oddities(Program& program, const elf::ElfFile& file) {
  if (!file.dynamic)
    program.notes.push_back(program.path + " is linked statically: it loads no library");
  if (!is_glibc(file.interpreter))
    program.notes.push_back(
        fmt::format("{} is for the loader {}, not for glibc's: the following assumes glibc",
                    program.path, file.interpreter));
}

std::vector<std::string> python_targets(Program& program) {
  auto folders = python_folders(program.path, environment_of(program.environment));
  program.notes.push_back(
      folders.empty() ? "Python loads libraries while it runs: name their folder "
                        "with --target DIR, such as .../torch/lib"
                      : fmt::format("Python loads libraries while it runs: assuming those in {}; "
                                    "name others with --target DIR",
                                    folders.front()));
  return folders;
}

/// Of programs that are known to open libraries while they run.
void add_later(StartedProgram& started, Files& files) {
  const auto loaded = predict(started.files.program, {}, started.setup, files);
  std::vector<std::string> libraries;
  for (const auto& object : loaded.objects) libraries.push_back(object.path);
  auto later = code::find_later_libraries(started.files.program, libraries,
                                          environment_of(started.program.environment),
                                          started.program.folder);
  started.loads_rocm = !runtime_libraries(loaded).empty() || !later.files.empty();
  if (later.files.empty()) return;
  started.program.notes.push_back(
      fmt::format("{} opens libraries while it runs: assuming those in {}; name others with "
                  "--target DIR",
                  later.owner, later.looked_in.empty() ? later.files.front() : later.looked_in));
  started.files.later = std::move(later.files);
}

/// sudo may be a file that only root can read: what was said of it is the answer then.
std::string unusable(const Program& program, const FileFacts& facts) {
  auto out = fmt::format("{}: cannot be inspected: {}", program.path,
                         facts.reason.empty() ? "not readable" : facts.reason);
  for (const auto& note : program.notes) out += "; " + note;
  return out;
}

LoaderSetup setup_of(const Program& program) {
  auto out = read_loader_setup(program.path, environment_of(program.environment));
  if (!program.folder.empty()) out.working_folder = program.folder;
  out.library_path_by = decided_by(program.changes, "LD_LIBRARY_PATH");
  out.preload_by = decided_by(program.changes, "LD_PRELOAD");
  return out;
}

}  // namespace

Expected<StartedProgram> examine_command(const std::vector<std::string>& command,
                                         const std::vector<std::string>& targets, Files& files) {
  auto program = find_program(command, own_variables());
  if (!program) return tl::unexpected(program.error());
  StartedProgram out{.program = std::move(*program), .setup = {}, .files = {}};
  const auto& path = out.program.path;
  const auto facts = files.examine(path);
  if (facts.state != FileFacts::State::usable) return tl::unexpected(unusable(out.program, facts));
  add_oddities(out.program, facts.elf);
  out.setup = setup_of(out.program);
  // $ORIGIN is the folder of the file, not of the link that was called.
  std::error_code error;
  const auto real = std::filesystem::canonical(path, error);
  out.files.program = error ? path : real.string();
  if (targets.empty() && !out.program.python) add_later(out, files);
  const bool ask_python = targets.empty() && out.program.python;
  for (const auto& folder : ask_python ? python_targets(out.program) : targets) {
    auto found = libraries_to_open(folder, files);
    if (found.empty()) out.program.notes.push_back(folder + ": has no libraries");
    out.files.later.insert(out.files.later.end(), found.begin(), found.end());
  }
  return out;
}

}  // namespace rmcp::client
