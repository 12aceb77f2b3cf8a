// SPDX-License-Identifier: MIT
// Decides on variables, library set and mounts, then executes the command.
#include "client/launch/start.hpp"

#include "client/launch/request.hpp"
#include "client/wrapper/environment_change.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>

namespace rmcp::client {
namespace {

using Unexpected = tl::unexpected<Failure>;

/// Two copies of a runtime in one process are worse than the wrong one.
std::string why_unsafe(const SetUse& use) {
  return use.mode == StartMode::preload && !use.copies.empty() ? use.why_not : "";
}

class Planner {
 public:
  explicit Planner(const StartQuestion& question) : question_(question) {}

  Expected<StartPlan> make() {
    auto program = examine_command(question_.command, question_.targets, files_);
    if (program) {
      program_ = std::move(*program);
      plan_.notes = program_->program.notes;
    } else {
      // Starting it will report the error, or succeed: not every program can be read.
      plan_.notes.push_back(program.error().text);
    }
    const auto set = question_.devices.front().set;
    const auto runtime = find_runtime(set, program_ ? &*program_ : nullptr, files_);
    plan_.environment = make_environment(make_request(question_.devices, runtime));
    if (program_) tell_what_is_lost(program_->program);
    if (plan_.environment.hindrance) return Unexpected(as_failure(plan_.environment.hindrance));
    if (!set) {
      if (question_.mode)
        plan_.notes.emplace_back("no library set is chosen: --mode has no effect");
      return std::move(plan_);
    }
    if (auto wrong = choose_mode(*set); !wrong.empty()) return Unexpected(wrong);
    return std::move(plan_);
  }

 private:
  /// What the command itself changes after run has set it.
  void tell_what_is_lost(const Program& program) {
    std::map<std::string, std::vector<std::string>> lost;  // by the command that does it
    const auto add = [&](const std::string& name, const std::string* value) {
      const auto by = decided_by(program.changes, name);
      const auto at = program.environment.find(name);
      const auto* is = at == program.environment.end() ? nullptr : &at->second;
      const bool same = is == nullptr || value == nullptr ? is == value : *is == *value;
      if (!by.empty() && !same) lost[by].push_back(name);
    };
    for (const auto& variable : plan_.environment.set) add(variable.name, &variable.value);
    for (const auto& [name, why] : plan_.environment.unset) add(name, nullptr);
    for (const auto& [by, names] : lost)
      plan_.notes.push_back(fmt::format("{} changes what the program gets otherwise: {}", by,
                                        fmt::join(names, ", ")));
  }

  std::string choose_mode(const LibrarySet& set) {
    if (!program_) {
      plan_.mode = question_.mode.value_or(StartMode::path);
      return {};
    }
    const auto& what = program_->files;
    const auto best =
        question_.mode ? question_.mode : best_mode(what, program_->setup, set, files_);
    const auto use = try_start(what, best.value_or(StartMode::path), program_->setup, set, files_);
    if (auto wrong = why_unsafe(use); !wrong.empty()) return wrong;
    plan_.mode = use.mode;
    if (!use.whole) plan_.notes.push_back(fmt::format("not all of {}: {}", set.name, use.why_not));
    if (plan_.mode == StartMode::preload)
      plan_.environment.set.push_back({"LD_PRELOAD", use.setup.preload,
                                       "the program's own copies come before LD_LIBRARY_PATH"});
    if (plan_.mode == StartMode::mount) {
      plan_.mounts = mounts_for(what, program_->setup, set, files_);
      if (use.setup.library_path_by.empty()) set_search_path(use.setup.library_path);
      name_folders(set);
    }
    return {};
  }

  /// With the folders of companions, which mounted files do not find from their new place.
  void set_search_path(const std::string& path) {
    for (auto& variable : plan_.environment.set)
      if (variable.name == "LD_LIBRARY_PATH") variable.value = path;
  }

  /// Beside the mounted files are the program's own kernels, of another version.
  void name_folders(const LibrarySet& set) {
    for (const auto& [name, path] : set.found.data_variables)
      if (plan_.environment.find(name) == nullptr)
        plan_.environment.put(name, path, "the set's libraries are mounted over the program's");
  }

  const StartQuestion& question_;
  StartPlan plan_;
  std::optional<StartedProgram> program_;
  DiskFiles files_;
};

void make_folders(const ProcessEnvironment& environment) {
  for (const auto* name : {"MIOPEN_USER_DB_PATH", "MIOPEN_CUSTOM_CACHE_DIR"}) {
    const auto* variable = environment.find(name);
    std::error_code ignored;  // MIOpen reports files that it cannot write
    if (variable != nullptr) std::filesystem::create_directories(variable->value, ignored);
  }
}

}  // namespace

Expected<StartPlan> plan_start(const StartQuestion& question) { return Planner(question).make(); }

StartFailure start(const StartPlan& plan, const std::vector<std::string>& command) {
  make_folders(plan.environment);
  for (const auto& [name, why] : plan.environment.unset) ::unsetenv(name.c_str());
  for (const auto& v : plan.environment.set) ::setenv(v.name.c_str(), v.value.c_str(), 1);
  if (const auto wrong = enter_with(plan.mounts)) return {wrong.text};
  std::vector<char*> words;
  std::vector<std::string> copy = command;
  for (auto& word : copy) words.push_back(word.data());
  words.push_back(nullptr);
  ::execvp(words.front(), words.data());
  const int error = errno;
  return {fmt::format("{}: {}", command.front(), std::strerror(error)), error};
}

}  // namespace rmcp::client
