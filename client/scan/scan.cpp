// SPDX-License-Identifier: MIT
// Reads the libraries below a prefix into a library set.
#include "client/scan/scan.hpp"

#include "client/inspect/code_places.hpp"
#include "client/loader/files.hpp"
#include "client/scan/components.hpp"
#include "client/scan/family.hpp"
#include "client/scan/layout.hpp"
#include "client/scan/rocm_version.hpp"
#include "lib/elf/elf_file.hpp"
#include "lib/sys/file.hpp"
#include "lib/verify/file_version.hpp"
#include "lib/verify/set_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using Unexpected = tl::unexpected<Failure>;

std::string nothing_in(const std::string& prefix) {
  auto out = fmt::format("{}: no ROCm library in this folder, its lib or its lib64", prefix);
  std::string commands;
  for (const auto& likely : likely_prefixes(prefix))
    commands += fmt::format("{} rmcpctl library add {}", commands.empty() ? "" : ",", likely);
  return commands.empty() ? out : fmt::format("{}. Did you mean:{}", out, commands);
}

class Scan {
 public:
  Scan(std::string prefix, std::string family) : family_(std::move(family)) {
    set_.prefix = std::move(prefix);
  }

  Expected<SetManifest> run() {
    for (const auto& folder : library_places(set_.prefix, family_)) add_folder(folder);
    if (!problem_.empty()) return Unexpected(problem_);
    if (set_.libraries.empty())
      return Unexpected(unfit_.empty() ? nothing_in(set_.prefix) : unfit_.begin()->second);
    complain_of_unfit();
    if (!problem_.empty()) return Unexpected(problem_);
    const auto* hip = find_library(set_, "libamdhip64");
    if (hip != nullptr) set_.hip_major = verify::soname_major(hip->soname);
    set_.rocm_version = rocm_version_of(paths());
    add_code();
    return std::move(set_);
  }

 private:
  [[nodiscard]] std::string path_of(const std::string& folder, const std::string& name) const {
    return folder.empty() ? set_.prefix + "/" + name : set_.prefix + "/" + folder + "/" + name;
  }

  void add_folder(const std::string& folder) {
    std::map<std::string_view, std::vector<std::string>> by_kind;
    for (const auto& name : sys::list_directory(path_of(folder, "")))
      if (const auto* kind = library_kind(name)) by_kind[kind->stem].push_back(name);
    for (const auto& [stem, names] : by_kind)
      if (find_library(set_, stem) == nullptr) add_library(folder, names);
  }

  /// The name that the loader opens: the SONAME if such a file exists, else the one without a
  /// number, as in wheels.
  void add_library(const std::string& folder, const std::vector<std::string>& names) {
    const auto usable = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return files_.examine(path_of(folder, name)).state == FileFacts::State::usable;
    });
    if (usable == names.end()) return remember_unfit(folder, names);
    const auto soname = files_.examine(path_of(folder, *usable)).elf.soname;
    const bool by_soname = std::find(names.begin(), names.end(), soname) != names.end();
    SetLibrary library;
    const auto& name = by_soname ? soname : *usable;
    library.file = folder.empty() ? name : folder + "/" + name;
    const auto facts = files_.examine(path_of(folder, name));
    library.soname = facts.elf.soname;
    library.build_id = facts.elf.build_id;
    for (const auto& other : names)
      if (other != name && files_.examine(path_of(folder, other)).id == facts.id)
        library.aliases.push_back(other);
    read_bytes(library);
    raise(set_.glibc, elf::highest_version(facts.elf, "GLIBC"));
    raise(set_.glibcxx, elf::highest_version(facts.elf, "GLIBCXX"));
    loaded_.objects.push_back({.path = path_of(folder, name), .id = facts.id, .elf = facts.elf});
    set_.libraries.push_back(std::move(library));
  }

  /// lib may contain those for another machine, lib64 those for this one.
  void remember_unfit(const std::string& folder, const std::vector<std::string>& names) {
    for (const auto& name : names) {
      const auto path = path_of(folder, name);
      const auto facts = files_.examine(path);
      if (facts.state == FileFacts::State::absent) continue;
      const auto is = facts.state == FileFacts::State::foreign ? "is " : "";
      unfit_.emplace(library_kind(name)->stem, fmt::format("{}: {}{}", path, is, facts.reason));
    }
  }

  /// Without this the message would only be that a runtime is missing.
  void complain_of_unfit() {
    for (const auto& [stem, what] : unfit_) {
      const bool needed =
          library_kind(std::string(stem) + ".so")->need == LibraryKind::Need::always;
      if (needed && find_library(set_, stem) == nullptr) problem_ = what;
    }
  }

  void read_bytes(SetLibrary& library) {
    const auto path = set_.prefix + "/" + library.file;
    const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const auto hash = verify::sha256_of(fd);
    if (!hash) problem_ = fmt::format("{}: {}", path, hash.error().text);
    if (!hash) return;
    library.sha256 = *hash;
    std::error_code error;
    library.size = fs::file_size(path, error);
  }

  static void raise(std::string& highest, const std::string& version) {
    if (elf::version_less(highest, version)) highest = version;
  }

  [[nodiscard]] std::vector<std::string> paths() const {
    std::vector<std::string> out;
    for (const auto& library : set_.libraries) out.push_back(set_.prefix + "/" + library.file);
    return out;
  }

  // --- GPU code ---

  void add_code() {
    const auto found = find_code(loaded_, {[](const std::string&) { return ""; }});
    for (const auto& place : found.places) note_archives(place);
    set_.code = components_of(found.places);
    std::map<std::string, std::set<std::string>> tuning;
    for (const auto& place : found.tuning)
      tuning[place.library].insert(place.targets.begin(), place.targets.end());
    for (const auto& [component, targets] : tuning)
      set_.tuning.push_back({component, {targets.begin(), targets.end()}});
  }

  void note_archives(const CodePlace& place) {
    if (!place.reference) return;
    for (auto& library : set_.libraries) {
      if (set_.prefix + "/" + library.file != place.path) continue;
      library.kpack_name = place.reference->name;
      library.kpack_paths = place.reference->paths;
    }
  }

  SetManifest set_;
  std::string family_;
  DiskFiles files_;
  LoadResult loaded_;
  std::string problem_;
  std::map<std::string_view, std::string> unfit_;  // by stem: why its files do not belong to a set
};

}  // namespace

Expected<ScannedSet> scan_prefix(const std::string& prefix, const std::vector<GfxTarget>& gpus) {
  const auto real = real_prefix(prefix);
  if (real.empty()) return Unexpected(prefix + ": no such folder");
  const auto meant = meant_prefix(real);
  const auto families =
      meant.family.empty() ? families_below(meant.prefix) : std::vector<std::string>{meant.family};
  const auto choice = choose_family(meant.prefix, families, gpus);
  if (!choice) return Unexpected(choice.error());
  auto set = Scan(meant.prefix, choice->family).run();
  if (!set) return Unexpected(set.error());
  return ScannedSet{std::move(*set), choice->why};
}

std::string name_for(const SetManifest& set) { return layout_name(set.prefix, set.rocm_version); }

std::vector<std::string> unregistered(const std::vector<std::string>& registered,
                                      const std::string& opt) {
  std::vector<std::string> out;
  const auto offer = [&](const std::string& path) {
    const auto real = real_prefix(path);
    const auto is_it = [&](const std::string& known) { return known == real; };
    if (real.empty() || std::any_of(registered.begin(), registered.end(), is_it) ||
        std::any_of(out.begin(), out.end(), is_it))
      return;
    out.push_back(real);
  };
  for (const auto& name : sys::list_directory(opt)) {
    if (!name.starts_with("rocm")) continue;
    // Where nothing has made the links to a core, it is no prefix itself.
    bool has_core = false;
    for (const auto& core : sys::list_directory(opt + "/" + name)) {
      if (!core.starts_with("core-")) continue;
      has_core = true;
      offer(opt + "/" + name + "/" + core);
    }
    if (!has_core || sys::exists(opt + "/" + name + "/lib")) offer(opt + "/" + name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace rmcp::client
