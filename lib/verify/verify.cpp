// SPDX-License-Identifier: MIT
// Checks a set's files one by one, and words each flaw.
#include "lib/verify/verify.hpp"

#include "lib/knobs/variable.hpp"
#include "lib/sys/path_walk.hpp"
#include "lib/text/words.hpp"
#include "lib/verify/flaws.hpp"
#include "lib/verify/foreign_runtime.hpp"
#include "lib/verify/majors.hpp"
#include "lib/verify/outside_files.hpp"
#include "lib/verify/set_file.hpp"
#include "lib/verify/too_new.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>

namespace rmcp::verify {
namespace {

using Need = LibraryKind::Need;

class Verification {
 public:
  Verification(const SetManifest& set, const std::vector<ArchiveProblem>& archives, unsigned owner,
               const SystemLibraries& system, Depth depth)
      : set_(set),
        archives_(archives),
        owner_(owner),
        system_(system),
        depth_(depth),
        files_(set.prefix, owner),
        flaws_(set, files_) {}

  SetFindings run() {
    if (auto wrong = check_prefix()) {
      flaws_.raise(SetState::broken, fmt::format("{} {}", set_.prefix, wrong.text));
    } else {
      check_all();
    }
    SetFindings found{.state = flaws_.worst(),
                      .reasons = flaws_.reasons(),
                      .companions = {},
                      .foreign_runtime = foreign_runtime_,
                      .links = {},
                      .present = {}};
    for (const auto& companion : needs_.companions) found.companions.push_back(companion.as);
    std::sort(found.companions.begin(), found.companions.end(),
              [](const SetCompanion& a, const SetCompanion& b) { return a.file < b.file; });
    return found;
  }

 private:
  void check_all() {
    for (const auto& library : set_.libraries) open(library);
    check_needs();
    check_archives();
    check_environment();
    check_complete();
    check_majors();
    blame_too_new(set_, needs_, system_, files_, flaws_);
  }

  Failure check_prefix() const {
    auto found = sys::PathWalk(owner_).follow(set_.prefix);
    if (!found) return found.error().reason;
    if (!S_ISDIR(found->status.st_mode)) return "is not a folder";
    return sys::distrust(found->status, owner_, false).after("cannot be trusted: ");
  }

  // --- each file ---

  void open(const SetLibrary& library) {
    const auto& file = files_.open(library.file);
    if (!file) return flaws_.blame(library, file.error().reason);
    const auto& elf = file->elf;
    names_.emplace(base_name(library.file), &library);
    if (elf.soname != library.soname)
      flaws_.blame(library,
                   fmt::format("its SONAME is {}, not {}",
                               elf.soname.empty() ? "missing" : elf.soname, library.soname));
    for (const auto& alias : library.aliases) check_alias(library, alias, *file);
    if (library.build_id.empty() && library.sha256.empty())
      flaws_.blame(library,
                   "has neither build_id nor sha256 in the manifest: nothing identifies it");
    else if (!library.build_id.empty() && elf.build_id != library.build_id)
      flaws_.blame(library,
                   fmt::format("its build-id is {}, not {}: it has been replaced since the set "
                               "was added; rmcpctl library add {} again",
                               or_none(elf.build_id), or_none(library.build_id), set_.prefix));
    else if (library.size != 0 && file->size != library.size)
      flaws_.blame(library, fmt::format("has {} bytes, not {}: it has been changed", file->size,
                                        library.size));
    else
      check_bytes(library, *file);
  }

  /// Checks that another name leads to the same file.
  void check_alias(const SetLibrary& library, const std::string& alias, const SetFile& file) {
    const auto slash = library.file.rfind('/');
    const auto name =
        slash == std::string::npos ? alias : library.file.substr(0, slash + 1) + alias;
    const auto& other = files_.open(name);
    // Another package may have added the name: the file itself is unchanged.
    if (!other)
      return flaws_.raise(
          SetState::degraded,
          fmt::format("{} has the alias {}, which {}", library.file, alias, other.error().reason));
    if (other->key != file.key)
      return flaws_.blame(library, fmt::format("has the alias {}, which is another file", alias));
    names_.emplace(alias, &library);
  }

  static std::string or_none(const std::string& build_id) {
    return build_id.empty() ? "none" : build_id.substr(0, 12);
  }

  void check_bytes(const SetLibrary& library, const SetFile& file) {
    const bool wanted = depth_ == Depth::full || library.build_id.empty();
    if (!wanted || library.sha256.empty()) return;
    const auto found = sha256_of(file.fd);
    if (!found) return flaws_.blame(library, found.error().text);
    if (*found != library.sha256)
      flaws_.blame(library, "its bytes differ from the recorded checksum");
  }

  // --- needed libraries ---

  void check_needs() {
    std::vector<const SetLibrary*> libraries;
    for (const auto& library : set_.libraries) libraries.push_back(&library);
    std::stable_partition(libraries.begin(), libraries.end(),
                          [&](const SetLibrary* library) { return flaws_.is_required(*library); });
    auto found = find_needs(set_, libraries, names_, files_, system_);
    foreign_runtime_ = std::move(found.foreign_runtime);
    needs_ = std::move(found.needs);
    for (const auto& [library, root, text] : needs_.problems)
      flaws_.blame(*root, library->file, text);
  }

  /// The others are used: a device package may be half installed.
  void check_archives() {
    for (const auto& [library, text] : archives_)
      flaws_.raise(SetState::degraded, fmt::format("{}: {}", library->file, text));
  }

  /// Code that variables make programs load is part of the set too.
  void check_environment() {
    for (const auto& [name, value] : set_.environment) {
      if (!loads_code(name)) continue;
      for (std::size_t at = 0; at < value.size();) {
        const auto end = std::min(value.find(':', at), value.size());
        const auto path = value.substr(at, end - at);
        at = end + 1;
        if (const auto wrong = distrusted(path))
          flaws_.raise(SetState::broken,
                       fmt::format("environment.{}: {} {}", name, path, wrong.text));
      }
    }
  }

  Failure distrusted(const std::string& path) const {
    auto found = sys::PathWalk(owner_).follow(path);
    if (!found) return found.error().reason;
    return sys::distrust(found->status, owner_, false).after("cannot be trusted: ");
  }

  // --- the set as a whole ---

  void check_complete() {
    for (const auto& kind : library_kinds()) {
      if (kind.need == Need::always && find_library(set_, kind.stem) == nullptr)
        flaws_.raise(SetState::broken,
                     fmt::format("{} ({}) is not in the set: there is no runtime without it",
                                 kind.stem, kind.name));
    }
  }

  void check_majors() {
    std::vector<std::string> names;
    for (const auto& library : set_.libraries)
      if (const auto& file = files_.open(library.file)) names.push_back(file->real_name);
    if (auto mixed = mixed_majors(set_, names); !mixed.empty())
      flaws_.raise(SetState::broken, std::move(mixed));
  }

  const SetManifest& set_;
  const std::vector<ArchiveProblem>& archives_;
  unsigned owner_;
  const SystemLibraries& system_;
  Depth depth_;
  SetFiles files_;
  Flaws flaws_;
  LibraryNames names_;  // that lead to a file of the set
  Needs needs_;
  std::string foreign_runtime_;
};

}  // namespace

void verify_set(LibrarySet& set, unsigned owner, const SystemLibraries& system, Depth depth) {
  if (set.found.state == SetState::broken) return;
  const auto problems = read_archived_code(set, owner);
  set.found = Verification(set, problems, owner, system, depth).run();
  if (!set.found.usable()) return;
  set.found.data = find_outside_files(set);
  set.found.data_variables = variables_of_folders(set);
}

}  // namespace rmcp::verify
