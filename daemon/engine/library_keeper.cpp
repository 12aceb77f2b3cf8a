// SPDX-License-Identifier: MIT
// Single flight: what changes during a round is for the next one.
#include "engine/library_keeper.hpp"

#include "engine/worker.hpp"

#include <algorithm>

namespace rmcp::engine {
namespace {

/// An upgrade replaces many files one after the other.
constexpr std::chrono::milliseconds kGather{500};

bool same_set(const LibrarySet& a, const LibrarySet& b) {
  return a.name == b.name && a.prefix == b.prefix && a.priority == b.priority &&
         a.rocm_version == b.rocm_version && a.state == b.state && a.reasons == b.reasons &&
         a.libraries == b.libraries && a.companions == b.companions && a.code == b.code &&
         a.environment == b.environment && a.match == b.match;
}

}  // namespace

bool same(const LibrarySets& a, const LibrarySets& b) {
  return std::equal(a.sets.begin(), a.sets.end(), b.sets.begin(), b.sets.end(), same_set);
}

LibrarySets look_at_libraries(const sys::Paths& paths, unsigned owner) {
  return look_at_libraries(paths, owner, library::Depth::quick, {});
}

LibrarySets look_at_libraries(const sys::Paths& paths, unsigned owner, library::Depth depth,
                              const std::string& name) {
  auto out = library::read_registry(paths.config, owner);
  if (out.sets.empty()) return out;
  const auto system = library::read_system_libraries();
  for (auto& set : out.sets) {
    const bool is_it = name.empty() || name == set.name;
    library::verify(set, owner, system, is_it ? depth : library::Depth::quick);
  }
  return out;
}

LibraryKeeper::LibraryKeeper(sys::Loop& loop, sys::Paths paths, unsigned owner, Done done)
    : paths_(std::move(paths)),
      owner_(owner),
      done_(std::move(done)),
      mailbox_(loop),
      watch_(loop, kGather, [this] { look(); }) {}

void LibraryKeeper::look() {
  again_ = true;
  if (!running_) start();
}

void LibraryKeeper::start() {
  running_ = true;
  again_ = false;
  // The mailbox drops what comes after the keeper's end.
  run_detached([this, paths = paths_, owner = owner_, sender = mailbox_.sender()] {
    LibrarySets found;
    std::string error;
    try {
      found = look_at_libraries(paths, owner);
    } catch (const std::exception& e) {
      error = e.what();
    }
    sender.post([this, found = std::move(found), error = std::move(error)]() mutable {
      finished(std::move(found), error);
    });
  });
}

std::vector<std::string> LibraryKeeper::folders(const LibrarySets& found) const {
  std::vector<std::string> out;
  for (const auto& folder : paths_.config) {
    // Ours is full of notes that change all the time.
    if (folder != paths_.runtime) out.push_back(folder);
    out.push_back(folder + "/library-sets.d");
  }
  for (const auto& set : found.sets) {
    out.push_back(set.prefix);
    // One that is gone can come back.
    if (set.state == SetState::broken) out.push_back(set.prefix.substr(0, set.prefix.rfind('/')));
    for (auto& folder : library_folders(set)) out.push_back(std::move(folder));
    for (auto& folder : companion_folders(set)) out.push_back(std::move(folder));
  }
  return out;
}

void LibraryKeeper::finished(LibrarySets found, const std::string& error) {
  running_ = false;
  if (!error.empty()) found.diagnostics.push_back({Severity::error, {}, error});
  watch_.watch(folders(found));
  done_(std::make_shared<const LibrarySets>(std::move(found)));
  if (again_ && !running_) start();
}

}  // namespace rmcp::engine
