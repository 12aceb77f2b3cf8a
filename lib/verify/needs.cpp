// SPDX-License-Identifier: MIT
// Walks DT_NEEDED breadth first through the set and the system.
#include "lib/verify/needs.hpp"

#include "lib/elf/search_list.hpp"
#include "lib/sets/system_library.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace rmcp::verify {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

/// A loaded object, and the object that needs it.
struct Object {
  std::string path;  // the loader's path for it
  std::string name;
  const SetFile* file;
  const Object* parent;
  const SetLibrary* library;  // the library of the set: itself, or the nearest above it
  bool own;                   // it is that library itself
  bool spare = false;         // see Companion: nor is any library that only it needs loaded
};

/// The folders of an RPATH or RUNPATH.
std::vector<std::string> folders_of(const Object& object, const std::optional<std::string>& list) {
  return elf::folders_in_list(list.value_or(""), folder_of(object.path));
}

/// The folders that the loader searches before LD_LIBRARY_PATH: none if the object has a RUNPATH,
/// else its RPATH and those of the objects that need it.
std::vector<std::string> rpath_folders(const Object& object) {
  std::vector<std::string> out;
  if (object.file->elf.runpath) return out;
  for (const auto* at = &object; at != nullptr; at = at->parent) {
    if (at->file->elf.runpath) continue;
    for (auto& folder : folders_of(*at, at->file->elf.rpath)) out.push_back(std::move(folder));
  }
  return out;
}

/// The folders that it names itself, or inherits.
std::vector<std::string> own_folders(const Object& object) {
  auto out = rpath_folders(object);
  for (auto& folder : folders_of(object, object.file->elf.runpath))
    out.push_back(std::move(folder));
  return out;
}

bool stays_the_systems(const std::string& name, SetSearch search) {
  return is_c_library(name) || (is_cxx_library(name) && !search.own_cxx);
}

class Walk {
 public:
  Walk(const SetManifest& set, const LibraryNames& names, SetFiles& files,
       const SystemLibraries& system, SetSearch search)
      : set_(set),
        names_(names),
        files_(files),
        system_(system),
        search_(search),
        folders_(library_folders(set)) {
    std::error_code error;
    prefix_ = fs::weakly_canonical(set.prefix, error).string();
  }

  Needs run(const std::vector<const SetLibrary*>& roots) {
    for (const auto* root : roots) {
      objects_.clear();
      loaded_.clear();
      root_ = root;
      load_own(*root, nullptr);
      check_all();
    }
    return std::move(out_);
  }

 private:
  /// Spare ones last: one that something else needs as well is not spare.
  void check_all() {
    std::size_t at = 0;
    do {
      for (; at < objects_.size(); ++at) check(objects_[at]);
      for (auto& spare : std::exchange(spares_, {})) load(std::move(spare));
    } while (at < objects_.size());
  }

  void load_own(const SetLibrary& library, const Object* parent) {
    const auto& file = files_.open(library.file);
    if (!file) return;
    const auto path = set_.prefix + "/" + library.file;
    load({path, path.substr(path.rfind('/') + 1), &*file, parent, &library, true});
  }

  /// A library is loaded once under each of its names.
  void load(Object object) {
    if (!loaded_.insert(object.name).second) return;
    loaded_.insert(object.file->elf.soname);
    objects_.push_back(std::move(object));
  }

  void check(const Object& object) {
    for (const auto& name : object.file->elf.needed) {
      const auto* kind = library_kind(name);
      if (kind != nullptr) check_rpath(object, name);
      if (loaded_.contains(name)) continue;
      const auto own = names_.find(name);
      if (own != names_.end())
        load_own(*own->second, &object);
      else if (kind != nullptr)
        complain(object, name,
                 fmt::format("which the set does not have: {} of another ROCm would be mixed in",
                             kind->name));
      else
        follow(object, name);
    }
  }

  void check_rpath(const Object& object, const std::string& name) {
    for (const auto& folder : rpath_folders(object)) {
      if (!exists(folder + "/" + name)) continue;
      if (below(folder)) return;
      const auto before = chain(object);
      return add(object, name,
                 fmt::format("{}finds {} by its RPATH in {}, before that of the set",
                             before.empty() ? "" : before + ", which ", name, folder));
    }
  }

  /// In the order of the loader.
  [[nodiscard]] std::vector<std::string> search_path(const Object& object) const {
    auto out = rpath_folders(object);
    out.insert(out.end(), folders_.begin(), folders_.end());
    for (auto& folder : folders_of(object, object.file->elf.runpath))
      out.push_back(std::move(folder));
    return out;
  }

  void follow(const Object& object, const std::string& name) {
    if (name.find('/') != name.npos)
      return complain(object, name, "which is a path: the loader does not search the set for it");
    const auto& on_system = system_file(name);
    if (on_system.empty() && is_c_library(name))
      return complain(object, name,
                      "which this system does not have: another system's does not fit");
    if (!on_system.empty() && stays_the_systems(name, search_))
      return check_origin(object, name, on_system);
    for (const auto& folder : search_path(object)) {
      const auto path = folder + "/" + name;
      if (!on_system.empty() && same_file(path, on_system)) return;
      const auto part = below(folder);
      if (!part) continue;
      const auto relative = part->empty() ? name : *part + "/" + name;
      const auto& file = files_.open(relative);
      if (file) return load_companion(object, {relative, !on_system.empty()}, path, *file);
      if (file.error().passed_over) continue;
      if (is_spare({relative, !on_system.empty()}, path)) return;
      return complain(object, name, fmt::format("but {} {}", path, file.error().reason));
    }
    if (on_system.empty()) complain(object, name, "which is neither in the set nor on this system");
  }

  /// An RPATH leads programs to the file, whatever LD_LIBRARY_PATH is. Among links there is none.
  void check_origin(const Object& object, const std::string& name, const std::string& on_system) {
    if (!is_c_library(name) || search_.by_links) return;
    for (const auto& folder : own_folders(object))
      if (exists(folder + "/" + name) && !same_file(folder + "/" + name, on_system))
        return complain(object, name,
                        fmt::format("which its RPATH finds in {}: it is another system's", folder));
  }

  /// Only the links of libraries that this system lacks hide nothing.
  [[nodiscard]] bool is_spare(const SetCompanion& companion, const std::string& path) const {
    const bool linked = !companion.on_system || is_cxx_library(path.substr(path.rfind('/') + 1));
    const auto is_it = [&](const std::string& folder) { return folder == folder_of(path); };
    return search_.by_links && !linked && std::any_of(folders_.begin(), folders_.end(), is_it);
  }

  void load_companion(const Object& object, const SetCompanion& as, const std::string& path,
                      const SetFile& file) {
    const auto name = path.substr(path.rfind('/') + 1);
    const bool spare = object.spare || is_spare(as, path);
    Object loaded{path, name, &file, &object, object.library, false, spare};
    if (spare && !object.spare)
      spares_.push_back(std::move(loaded));
    else
      load(std::move(loaded));
    const auto [at, is_new] = companions_.emplace(file.key, out_.companions.size());
    if (is_new) out_.companions.push_back({object.library, root_, name, as, &file, true});
    if (!spare) out_.companions[at->second].spare = false;
  }

  const std::string& system_file(const std::string& name) {
    const auto known = on_system_.find(name);
    if (known != on_system_.end()) return known->second;
    return on_system_.emplace(name, find_on_system(system_, name)).first->second;
  }

  /// The part after the prefix; nothing for folders elsewhere. On many machines /opt/rocm is a link
  /// to the prefix.
  const std::optional<std::string>& below(const std::string& folder) {
    const auto known = below_.find(folder);
    if (known != below_.end()) return known->second;
    std::error_code error;
    const auto path = fs::weakly_canonical(folder, error).string();
    std::optional<std::string> part;
    if (!error && path == prefix_) part = "";
    if (!error && path.starts_with(prefix_ + "/")) part = path.substr(prefix_.size() + 1);
    return below_.emplace(folder, std::move(part)).first->second;
  }

  // --- wording ---

  /// "needs A, which needs B" down to the object; empty for a library of the set.
  static std::string chain(const Object& object) {
    if (object.own) return "";
    const auto before = chain(*object.parent);
    return (before.empty() ? "" : before + ", which ") + "needs " + object.name;
  }

  void complain(const Object& object, const std::string& name, const std::string& what) {
    const auto before = chain(object);
    add(object, name,
        fmt::format("{}needs {}, {}", before.empty() ? "" : before + ", which ", name, what));
  }

  void add(const Object& object, const std::string& name, std::string text) {
    if (object.spare) return;
    if (reported_.emplace(object.file->key, name).second)
      out_.problems.push_back({object.library, root_, std::move(text)});
  }

  const SetManifest& set_;
  const LibraryNames& names_;
  SetFiles& files_;
  const SystemLibraries& system_;
  SetSearch search_;
  std::vector<std::string> folders_;
  std::string prefix_;
  // For one program that loads a library of the set:
  const SetLibrary* root_ = nullptr;
  std::deque<Object> objects_;  // they point to each other
  std::vector<Object> spares_;
  std::set<std::string> loaded_;
  // For all programs:
  std::map<FileKey, std::size_t> companions_;  // their places
  std::set<std::pair<FileKey, std::string>> reported_;
  std::map<std::string, std::optional<std::string>> below_;
  std::map<std::string, std::string> on_system_;
  Needs out_;
};

}  // namespace

Needs follow_needs(const SetManifest& set, const std::vector<const SetLibrary*>& roots,
                   const LibraryNames& names, SetFiles& files, const SystemLibraries& system,
                   SetSearch search) {
  return Walk(set, names, files, system, search).run(roots);
}

}  // namespace rmcp::verify
