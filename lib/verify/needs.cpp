// SPDX-License-Identifier: MIT
// Walks DT_NEEDED breadth first through the set and the system.
#include "lib/verify/needs.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace rmcp::verify {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

bool same_file(const std::string& a, const std::string& b) {
  struct stat first {
  }, second{};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/// A loaded object, and the object that needs it.
struct Object {
  std::string path;  // the loader's path for it
  std::string name;
  const SetFile* file;
  const Object* parent;
  const SetLibrary* library;  // the library of the set: itself, or the nearest above it
  bool own;                   // it is that library itself
};

/// The folders of an RPATH or RUNPATH. $ORIGIN is the folder of the object.
std::vector<std::string> folders_of(const Object& object, const std::optional<std::string>& list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; list && at < list->size();) {
    const auto end = std::min(list->find(':', at), list->size());
    auto folder = list->substr(at, end - at);
    at = end + 1;
    for (const std::string_view word : {"$ORIGIN", "${ORIGIN}"})
      if (folder.starts_with(word)) folder = folder_of(object.path) + folder.substr(word.size());
    if (!folder.starts_with('/')) continue;
    out.push_back(fs::path(folder).lexically_normal().string());
    if (out.back().size() > 1 && out.back().ends_with('/')) out.back().pop_back();
  }
  return out;
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

class Walk {
 public:
  Walk(const SetManifest& set, const LibraryNames& names, SetFiles& files,
       const SystemLibraries& system)
      : set_(set), names_(names), files_(files), system_(system), folders_(library_folders(set)) {
    std::error_code error;
    prefix_ = fs::weakly_canonical(set.prefix, error).string();
  }

  Needs run(const std::vector<const SetLibrary*>& roots) {
    for (const auto* root : roots) {
      objects_.clear();
      loaded_.clear();
      root_ = root;
      load_own(*root, nullptr);
      for (std::size_t i = 0; i < objects_.size(); ++i) check(objects_[i]);
    }
    return std::move(out_);
  }

 private:
  void load_own(const SetLibrary& library, const Object* parent) {
    const auto& file = files_.open(library.file);
    if (!file) return;
    const auto path = set_.prefix + "/" + library.file;
    load({path, path.substr(path.rfind('/') + 1), &*file, parent, &library, true});
  }

  /// A library is loaded once under each of its names.
  void load(Object object) {
    loaded_.insert(object.name);
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
    for (const auto& folder : search_path(object)) {
      const auto path = folder + "/" + name;
      if (!on_system.empty() && same_file(path, on_system)) return;
      const auto part = below(folder);
      if (!part) continue;
      const auto relative = part->empty() ? name : *part + "/" + name;
      const auto& file = files_.open(relative);
      if (file)
        return load_companion(object, {relative, !on_system.empty()}, folder + "/" + name, *file);
      if (!file.error().passed_over)
        return complain(object, name, fmt::format("but {} {}", path, file.error().reason));
    }
    if (on_system.empty()) complain(object, name, "which is neither in the set nor on this system");
  }

  void load_companion(const Object& object, SetCompanion as, const std::string& path,
                      const SetFile& file) {
    const auto name = path.substr(path.rfind('/') + 1);
    load({path, name, &file, &object, object.library, false});
    if (companions_.insert(file.key).second)
      out_.companions.push_back({object.library, root_, name, std::move(as), &file});
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
    if (reported_.emplace(object.file->key, name).second)
      out_.problems.push_back({object.library, root_, std::move(text)});
  }

  const SetManifest& set_;
  const LibraryNames& names_;
  SetFiles& files_;
  const SystemLibraries& system_;
  std::vector<std::string> folders_;
  std::string prefix_;
  // For one program that loads a library of the set:
  const SetLibrary* root_ = nullptr;
  std::deque<Object> objects_;  // they point to each other
  std::set<std::string> loaded_;
  // For all programs:
  std::set<FileKey> companions_;
  std::set<std::pair<FileKey, std::string>> reported_;
  std::map<std::string, std::optional<std::string>> below_;
  std::map<std::string, std::string> on_system_;
  Needs out_;
};

}  // namespace

Needs follow_needs(const SetManifest& set, const std::vector<const SetLibrary*>& roots,
                   const LibraryNames& names, SetFiles& files, const SystemLibraries& system) {
  return Walk(set, names, files, system).run(roots);
}

}  // namespace rmcp::verify
