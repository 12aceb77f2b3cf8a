// SPDX-License-Identifier: MIT
// Asks systemd for all of them first; then a worker each reads the files.
#include "daemon/publish/program_keeper.hpp"

#include <utility>

namespace rmcp::publish {
namespace {

// The bus lets a program wait for 128 replies in all.
constexpr std::size_t kQuestionsAtOnce = 8;

FoundRuntime read_program(const std::string& path) {
  return read_unit_program(path, read_ld_cache());
}

}  // namespace

ProgramKeeper::ProgramKeeper(sys::Loop& loop, std::chrono::milliseconds patience, Find find,
                             Changed changed)
    : find_(std::move(find)),
      changed_(std::move(changed)),
      files_(loop, patience, read_program, [this](const std::string&, bool) { changed_(); }) {}

void ProgramKeeper::refresh(const std::set<std::string>& units) {
  ++round_;
  open_ = 0;
  waiting_ = units;
  std::erase_if(paths_, [&](const auto& item) { return !units.contains(item.first); });
  if (units.empty()) return read();
  ask();
}

void ProgramKeeper::ask() {
  while (open_ < kQuestionsAtOnce && !waiting_.empty()) {
    const auto unit = waiting_.extract(waiting_.begin()).value();
    ++open_;
    find_(unit, [this, unit, round = round_](Expected<std::string> path) {
      if (round == round_) accept(unit, std::move(path));
    });
  }
}

void ProgramKeeper::accept(const std::string& unit, Expected<std::string> path) {
  --open_;
  paths_.insert_or_assign(unit, std::move(path));
  ask();
  if (open_ > 0) return;
  read();
  changed_();
}

void ProgramKeeper::read() {
  std::set<std::string> files;
  for (const auto& [unit, path] : paths_)
    if (path) files.insert(*path);
  files_.refresh(files);
}

UnitPrograms ProgramKeeper::found() const {
  UnitPrograms out;
  for (const auto& [unit, path] : paths_) {
    if (!path) {
      out.emplace(unit, UnitProgram{"", tl::unexpected(path.error())});
      continue;
    }
    const auto file = files_.found().find(*path);
    if (file != files_.found().end()) out.emplace(unit, UnitProgram{*path, file->second});
  }
  return out;
}

}  // namespace rmcp::publish
