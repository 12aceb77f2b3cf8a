// SPDX-License-Identifier: MIT
#include "library/verify.hpp"

#include "config/path_walk.hpp"
#include "core/variable.hpp"
#include "library/majors.hpp"
#include "library/set_file.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace rmcp::library {
namespace {

using Need = LibraryKind::Need;

std::string base_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

class Verification {
 public:
  Verification(LibrarySet& set, unsigned owner, const SystemLibraries& system, Depth depth)
      : set_(set), owner_(owner), system_(system), depth_(depth) {}

  void run() {
    if (set_.state == SetState::broken) return;
    if (auto wrong = check_prefix(); !wrong.empty()) {
      raise(SetState::broken, fmt::format("{} {}", set_.prefix, wrong));
    } else {
      check_all();
    }
    std::stable_sort(reasons_.begin(), reasons_.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [state, reason] : reasons_) set_.reasons.push_back(std::move(reason));
  }

 private:
  void check_all() {
    for (const auto& library : set_.libraries) open(library);
    for (const auto& library : set_.libraries) check_needs(library);
    check_environment();
    check_complete();
    check_majors();
    check_system();
  }

  std::string check_prefix() const {
    auto found = config::PathWalk(owner_).follow(set_.prefix);
    if (!found) return found.error().reason;
    if (!S_ISDIR(found->status.st_mode)) return "is no folder";
    const auto wrong = config::distrust(found->status, owner_, false);
    return wrong.empty() ? "" : "cannot be trusted: " + wrong;
  }

  // --- each file ---

  void open(const SetLibrary& library) {
    auto file = open_set_file(set_.prefix, library.file, owner_);
    if (!file) return blame(library, file.error());
    const auto& elf = file->elf;
    names_.insert(base_of(library.file));
    if (elf.soname != library.soname)
      blame(library, fmt::format("its SONAME is {}, not {}",
                                 elf.soname.empty() ? "missing" : elf.soname, library.soname));
    for (const auto& alias : library.aliases) check_alias(library, alias, *file);
    if (library.build_id.empty() && library.sha256.empty())
      blame(library,
            "has neither build_id nor sha256 in the manifest: nothing tells it from another");
    else if (!library.build_id.empty() && elf.build_id != library.build_id)
      blame(library, fmt::format("its build-id is {}, not {}: it has been replaced since the set "
                                 "was added; rmcpctl library add {} again",
                                 or_none(elf.build_id), or_none(library.build_id), set_.prefix));
    else if (library.size != 0 && file->size != library.size)
      blame(library,
            fmt::format("has {} bytes, not {}: it has been changed", file->size, library.size));
    else
      check_bytes(library, *file);
    files_.emplace(library.file, std::move(*file));
  }

  /// Another name of the same file, and not a way to somewhere else.
  void check_alias(const SetLibrary& library, const std::string& alias, const SetFile& file) {
    const auto slash = library.file.rfind('/');
    const auto name =
        slash == std::string::npos ? alias : library.file.substr(0, slash + 1) + alias;
    const auto other = open_set_file(set_.prefix, name, owner_);
    // Another package may have brought the name: the file itself is still what it was.
    if (!other)
      return raise(SetState::degraded, fmt::format("{} is also called {}, which {}", library.file,
                                                   alias, other.error()));
    struct stat a {
    }, b{};
    if (::fstat(file.fd.get(), &a) == 0 && ::fstat(other->fd.get(), &b) == 0 &&
        (a.st_dev != b.st_dev || a.st_ino != b.st_ino))
      return blame(library, fmt::format("is also called {}, which is another file", alias));
    names_.insert(alias);
  }

  static std::string or_none(const std::string& build_id) {
    return build_id.empty() ? "none" : build_id.substr(0, 12);
  }

  void check_bytes(const SetLibrary& library, const SetFile& file) {
    const bool wanted = depth_ == Depth::full || library.build_id.empty();
    if (!wanted || library.sha256.empty()) return;
    const auto found = sha256_of(file.fd);
    if (!found) return blame(library, found.error());
    if (*found != library.sha256) blame(library, "its bytes are not those that were added");
  }

  // --- what they need ---

  void check_needs(const SetLibrary& library) {
    const auto file = files_.find(library.file);
    if (file == files_.end()) return;
    for (const auto& name : file->second.elf.needed) {
      const auto* kind = library_kind(name);
      // Where there is no RUNPATH the loader looks at RPATH before LD_LIBRARY_PATH.
      const auto& elf = file->second.elf;
      const auto elsewhere =
          kind == nullptr || elf.runpath ? std::string() : found_outside(library, elf.rpath, name);
      if (!elsewhere.empty())
        blame(library,
              fmt::format("finds {} by its RPATH in {}, before that of the set", name, elsewhere));
      if (is_in_set(name)) continue;
      if (kind != nullptr)
        blame(library, fmt::format("needs {}, which the set has not: {} of another ROCm would be "
                                   "mixed in",
                                   name, kind->name));
      else if (!lies_beside(library, name) && !provides(system_, name))
        blame(library,
              fmt::format("needs {}, which is neither in the set nor on this system", name));
    }
  }

  bool is_in_set(const std::string& name) const { return names_.contains(name); }

  /// Libraries that belong to the set without being ROCm's: rocm_sysdeps, an LLVM. They are the
  /// set's as well: below the prefix, and nobody else's to write.
  bool lies_beside(const SetLibrary& library, const std::string& name) const {
    const auto& elf = files_.at(library.file).elf;
    auto folders = library_folders(set_);
    for (const auto& list : {elf.runpath, elf.rpath})
      for (auto& folder : path_folders(library, list)) folders.push_back(std::move(folder));
    return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
      if (!is_below(folder)) return false;
      std::error_code error;
      const auto below = std::filesystem::relative(folder, set_.prefix, error).string();
      return !error && open_set_file(set_.prefix, below + "/" + name, owner_).has_value();
    });
  }

  /// The folder of an RPATH that is not the set's and has such a file; empty when there is none.
  std::string found_outside(const SetLibrary& library, const std::optional<std::string>& rpath,
                            const std::string& name) const {
    for (const auto& folder : path_folders(library, rpath)) {
      if (!exists(folder + "/" + name)) continue;
      return is_below(folder) ? "" : folder;
    }
    return {};
  }

  bool is_below(const std::string& folder) const {
    // /opt/rocm is a link to the prefix on many machines.
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(folder, error).string();
    const auto prefix = std::filesystem::weakly_canonical(set_.prefix, error).string();
    return !error && (path == prefix || path.starts_with(prefix + "/"));
  }

  /// $ORIGIN is the folder of the library.
  std::vector<std::string> path_folders(const SetLibrary& library,
                                        const std::optional<std::string>& list) const {
    const auto slash = library.file.rfind('/');
    const auto origin =
        set_.prefix + (slash == std::string::npos ? "" : "/" + library.file.substr(0, slash));
    std::vector<std::string> out;
    for (std::size_t at = 0; list && at < list->size();) {
      const auto end = std::min(list->find(':', at), list->size());
      auto folder = list->substr(at, end - at);
      at = end + 1;
      for (const std::string_view word : {"$ORIGIN", "${ORIGIN}"})
        if (folder.starts_with(word)) folder = origin + folder.substr(word.size());
      if (!folder.starts_with('/')) continue;
      out.push_back(std::filesystem::path(folder).lexically_normal().string());
      if (out.back().size() > 1 && out.back().ends_with('/')) out.back().pop_back();
    }
    return out;
  }

  /// What variables make programs load is the set's too.
  void check_environment() {
    for (const auto& [name, value] : set_.environment) {
      if (!loads_code(name)) continue;
      for (std::size_t at = 0; at < value.size();) {
        const auto end = std::min(value.find(':', at), value.size());
        const auto path = value.substr(at, end - at);
        at = end + 1;
        if (const auto wrong = distrusted(path); !wrong.empty())
          raise(SetState::broken, fmt::format("environment.{}: {} {}", name, path, wrong));
      }
    }
  }

  std::string distrusted(const std::string& path) const {
    auto found = config::PathWalk(owner_).follow(path);
    if (!found) return found.error().reason;
    const auto wrong = config::distrust(found->status, owner_, false);
    return wrong.empty() ? "" : "cannot be trusted: " + wrong;
  }

  static bool exists(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0;
  }

  // --- the whole ---

  void check_complete() {
    for (const auto& kind : library_kinds()) {
      if (kind.need == Need::always && find_library(set_, kind.stem) == nullptr)
        raise(SetState::broken, fmt::format("{} ({}) is not in the set: no runtime without it",
                                            kind.stem, kind.name));
    }
  }

  void check_majors() {
    std::vector<std::string> names;
    for (const auto& [name, file] : files_) names.push_back(file.real_name);
    if (auto mixed = mixed_majors(set_, names); !mixed.empty())
      raise(SetState::broken, std::move(mixed));
  }

  void check_system() {
    for (const auto& [name, file] : files_) {
      const auto& library =
          *std::find_if(set_.libraries.begin(), set_.libraries.end(),
                        [&name = name](const SetLibrary& l) { return l.file == name; });
      const auto glibc = elf::highest_version(file.elf, "GLIBC");
      if (elf::version_less(system_.glibc, glibc))
        blame(library, fmt::format("needs glibc {}, this system has {}", glibc, system_.glibc));
      const auto glibcxx = elf::highest_version(file.elf, "GLIBCXX");
      if (!brings_libstdcxx() && elf::version_less(system_.glibcxx, glibcxx))
        blame(library, fmt::format("needs libstdc++ with GLIBCXX_{}, this system has {}", glibcxx,
                                   system_.glibcxx.empty() ? "none" : system_.glibcxx));
    }
  }

  bool brings_libstdcxx() const {
    const auto folders = library_folders(set_);
    return std::any_of(folders.begin(), folders.end(), [](const std::string& folder) {
      return exists(folder + "/libstdc++.so.6");
    });
  }

  // --- how bad it is ---

  bool is_required(const SetLibrary& library) const {
    const auto* kind = library_kind(base_of(library.file));
    if (kind == nullptr || kind->need == Need::never) return false;
    if (kind->need == Need::always) return true;
    return std::any_of(files_.begin(), files_.end(), [&](const auto& file) {
      const auto& needed = file.second.elf.needed;
      return std::any_of(needed.begin(), needed.end(), [&](const std::string& name) {
        const auto* other = library_kind(name);
        return other == kind;
      });
    });
  }

  void blame(const SetLibrary& library, std::string_view what) {
    raise(is_required(library) ? SetState::broken : SetState::degraded,
          fmt::format("{} {}", library.file, what));
  }

  void raise(SetState state, std::string reason) {
    set_.state = std::max(set_.state, state);
    reasons_.emplace_back(state, std::move(reason));
  }

  LibrarySet& set_;
  unsigned owner_;
  const SystemLibraries& system_;
  Depth depth_;
  std::map<std::string, SetFile> files_;
  std::set<std::string> names_;  // that lead to a file of the set
  std::vector<std::pair<SetState, std::string>> reasons_;
};

}  // namespace

void verify(LibrarySet& set, unsigned owner, const SystemLibraries& system, Depth depth) {
  Verification(set, owner, system, depth).run();
}

}  // namespace rmcp::library
