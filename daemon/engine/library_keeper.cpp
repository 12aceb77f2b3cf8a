// SPDX-License-Identifier: MIT
// Reads manifests, then verifies each set on its own worker, so that a prefix that hangs blocks no
// other.
#include "daemon/engine/library_keeper.hpp"

#include "lib/verify/outside_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::engine {
namespace {

/// An upgrade replaces many files one after the other.
constexpr std::chrono::milliseconds kGather{500};

bool same_set(const LibrarySet& a, const LibrarySet& b) {
  return a.name == b.name && a.prefix == b.prefix && a.priority == b.priority &&
         a.rocm_version == b.rocm_version && a.found == b.found && a.libraries == b.libraries &&
         a.code == b.code && a.environment == b.environment && a.match == b.match;
}

/// The folders in which a change requires another verification.
std::vector<std::string> folders_of(const LibrarySet& set) {
  std::vector<std::string> out{set.prefix};
  // A missing prefix can come back.
  if (!set.found.usable()) out.push_back(set.prefix.substr(0, set.prefix.rfind('/')));
  for (auto& folder : library_folders(set)) out.push_back(std::move(folder));
  for (auto& folder : companion_folders(set)) out.push_back(std::move(folder));
  // Device packages come and go.
  for (const auto& path : set.found.data) out.push_back(set.prefix + "/" + path);
  for (auto& folder : verify::archive_folders(set)) out.push_back(std::move(folder));
  return out;
}

}  // namespace

bool same(const LibrarySets& a, const LibrarySets& b) {
  return std::equal(a.sets.begin(), a.sets.end(), b.sets.begin(), b.sets.end(), same_set);
}

LibrarySets verify_libraries(const sys::Paths& paths, unsigned owner, verify::Depth depth,
                             const std::string& name) {
  auto out = verify::read_registry(paths.config, owner);
  if (out.sets.empty()) return out;
  const auto system = verify::read_system_libraries();
  for (auto& set : out.sets) {
    const bool is_it = name.empty() || name == set.name;
    verify::verify_set(set, owner, system, is_it ? depth : verify::Depth::quick);
  }
  return out;
}

// --- one set ---

class LibraryKeeper::OneSet {
 public:
  OneSet(LibraryKeeper& keeper)
      : keeper_(keeper),
        rounds_(keeper.loop_, keeper.options_.patience,
                {.done = [this](Verified verified) { accept(std::move(verified)); },
                 .failed = [this](const std::string& why) { settle(SetState::broken, why); },
                 .late = [this] { give_up(rounds_.limit()); }}),
        watch_(keeper.loop_, kGather, [this] { keeper_.refresh(); }) {}

  void refresh(const toml::SourceFile& manifest,
               std::shared_ptr<const verify::SystemLibraries> system) {
    manifest_ = manifest;
    rounds_.ask([manifest, system = std::move(system), options = keeper_.options_] {
      return verified(manifest, *system, options);
    });
    if (rounds_.late()) give_up(rounds_.limit());
  }

  void give_up(std::chrono::milliseconds after) {
    const auto set = verify::set_on_paper(manifest_);
    settle(SetState::unreachable,
           fmt::format("{} is unreachable: {}", set.prefix, sys::no_answer(after)));
  }

  void begin() { settled_ = false; }
  [[nodiscard]] bool settled() const { return settled_; }
  [[nodiscard]] const LibrarySets& found() const { return found_; }

 private:
  struct Verified {
    LibrarySets found;
    sys::FolderMarks marks;
  };

  static Verified verified(const toml::SourceFile& manifest, const verify::SystemLibraries& system,
                           const Options& options) {
    Verified out{.found = verify::read_set(manifest, options.owner), .marks = {}};
    auto& set = out.found.sets.front();
    out.marks = sys::FolderMarks(folders_of(set));  // first: changes made meanwhile count
    verify::verify_set(set, options.owner, system, verify::Depth::quick);
    options.find_files(set);
    out.marks.add(folders_of(set));  // the folders of companions are known by now
    return out;
  }

  void accept(Verified verified) {
    found_ = std::move(verified.found);
    watch_.watch(std::move(verified.marks));
    settled_ = true;
    keeper_.tell_when_complete();
  }

  void settle(SetState state, const std::string& why) {
    LibrarySet set{verify::set_on_paper(manifest_), {}};
    set.found.state = state;
    set.found.reasons = {why};
    found_ = {.sets = {std::move(set)}, .diagnostics = {}};
    settled_ = true;
    keeper_.tell_when_complete();
  }

  LibraryKeeper& keeper_;
  toml::SourceFile manifest_;
  sys::Rounds<Verified> rounds_;
  sys::FolderWatch watch_;
  LibrarySets found_;
  bool settled_ = false;
};

// --- all of them ---

LibraryKeeper::LibraryKeeper(sys::Loop& loop, Options options, Done done)
    : loop_(loop),
      options_(std::move(options)),
      done_(std::move(done)),
      manifests_(loop, options_.patience,
                 {.done = [this](Found found) { accept(std::move(found)); },
                  .failed = [this](const std::string& why) { fail(why); },
                  .late = [this] { fail("unreachable: " + sys::no_answer(options_.patience)); }}),
      watch_(loop, kGather, [this] { refresh(); }) {}

LibraryKeeper::~LibraryKeeper() = default;

void LibraryKeeper::refresh() {
  manifests_.ask([options = options_] { return read(options); });
}

LibraryKeeper::Found LibraryKeeper::read(const Options& options) {
  std::vector<std::string> folders;
  for (const auto& folder : options.paths.config) {
    // rmcpd's own folder is full of records that change all the time.
    if (folder != options.paths.runtime) folders.push_back(folder);
    folders.push_back(folder + "/library-sets.d");
  }
  sys::FolderMarks marks(folders);  // first: later changes belong to another round
  Found out{
      .manifests = verify::read_manifests(options.paths.config, options.owner),
      .system = std::make_shared<const verify::SystemLibraries>(verify::read_system_libraries()),
      .marks = std::move(marks)};
  std::set<std::string> paths;
  for (const auto& file : out.manifests.files) paths.insert(file.path);
  options.forget_others(paths);
  return out;
}

void LibraryKeeper::accept(Found found) {
  options_.unreadable("");
  watch_.watch(std::move(found.marks));
  unreadable_ = std::move(found.manifests.unreadable);
  std::map<std::string, std::unique_ptr<OneSet>> sets;
  for (const auto& file : found.manifests.files) {
    auto known = sets_.extract(file.path);
    sets[file.path] = known ? std::move(known.mapped()) : std::make_unique<OneSet>(*this);
  }
  sets_ = std::move(sets);
  for (const auto& [file, set] : sets_) set->begin();
  for (const auto& file : found.manifests.files) sets_[file.path]->refresh(file, found.system);
  tell_when_complete();
}

void LibraryKeeper::hurry(std::chrono::milliseconds waited) {
  if (manifests_.running()) return;
  for (const auto& [file, set] : sets_)
    if (!set->settled()) set->give_up(waited);
}

/// Not as if there were no sets: everything that depends on one would be removed.
void LibraryKeeper::fail(const std::string& why) {
  options_.unreadable(
      fmt::format("manifests of library sets: {}: {}", fmt::join(options_.paths.config, ":"), why));
}

void LibraryKeeper::tell_when_complete() {
  std::vector<LibrarySets> parts{unreadable_};
  for (const auto& [file, set] : sets_) {
    if (!set->settled()) return;
    parts.push_back(set->found());
  }
  done_(std::make_shared<const LibrarySets>(verify::join(std::move(parts))));
}

}  // namespace rmcp::engine
