// SPDX-License-Identifier: MIT
#include "library/scan.hpp"

#include "core/library_name.hpp"
#include "elf/elf_file.hpp"
#include "inspect/code_places.hpp"
#include "library/file_version.hpp"
#include "library/set_file.hpp"
#include "loader/files.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using Failure = tl::unexpected<std::string>;

/// Where the layouts have their libraries: ROCm's own, distributions' and wheels'.
constexpr std::string_view kFolders[] = {"lib", "lib64", ""};

class Scan {
 public:
  explicit Scan(std::string prefix) { set_.prefix = std::move(prefix); }

  tl::expected<LibrarySet, std::string> run() {
    for (const auto folder : kFolders) add_folder(std::string(folder));
    if (!problem_.empty()) return Failure(problem_);
    if (set_.libraries.empty())
      return Failure(
          unfit_.empty()
              ? fmt::format("{}: no library of ROCm is there, nor in lib or lib64", set_.prefix)
              : unfit_.begin()->second);
    complain_of_unfit();
    if (!problem_.empty()) return Failure(problem_);
    const auto* hip = find_library(set_, "libamdhip64");
    if (hip != nullptr) set_.hip_major = library::soname_major(hip->soname);
    set_.rocm_version = version();
    add_code();
    return std::move(set_);
  }

 private:
  std::string path_of(const std::string& folder, const std::string& name) const {
    return folder.empty() ? set_.prefix + "/" + name : set_.prefix + "/" + folder + "/" + name;
  }

  void add_folder(const std::string& folder) {
    std::map<std::string_view, std::vector<std::string>> by_kind;
    for (const auto& name : sys::list_directory(path_of(folder, "")))
      if (const auto* kind = library_kind(name)) by_kind[kind->stem].push_back(name);
    for (const auto& [stem, names] : by_kind)
      if (find_library(set_, stem) == nullptr) add_library(folder, names);
  }

  /// The name that the loader opens: the SONAME where there is such a file, else the one without a
  /// number, as wheels have it.
  void add_library(const std::string& folder, const std::vector<std::string>& names) {
    const auto usable = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return files_.look(path_of(folder, name)).state == FileLook::State::usable;
    });
    if (usable == names.end()) return remember_unfit(folder, names);
    const auto soname = files_.look(path_of(folder, *usable)).elf.soname;
    const bool by_soname = std::find(names.begin(), names.end(), soname) != names.end();
    SetLibrary library;
    const auto& name = by_soname ? soname : *usable;
    library.file = folder.empty() ? name : folder + "/" + name;
    const auto look = files_.look(path_of(folder, name));
    library.soname = look.elf.soname;
    library.build_id = look.elf.build_id;
    for (const auto& other : names)
      if (other != name && files_.look(path_of(folder, other)).id == look.id)
        library.aliases.push_back(other);
    take_bytes(library);
    raise(set_.glibc, elf::highest_version(look.elf, "GLIBC"));
    raise(set_.glibcxx, elf::highest_version(look.elf, "GLIBCXX"));
    loaded_.objects.push_back({.path = path_of(folder, name), .id = look.id, .elf = look.elf});
    set_.libraries.push_back(std::move(library));
  }

  /// lib may have those for another machine, lib64 those for this one.
  void remember_unfit(const std::string& folder, const std::vector<std::string>& names) {
    for (const auto& name : names) {
      const auto path = path_of(folder, name);
      const auto look = files_.look(path);
      if (look.state == FileLook::State::absent) continue;
      const auto is = look.state == FileLook::State::foreign ? "is " : "";
      unfit_.emplace(library_kind(name)->stem, fmt::format("{}: {}{}", path, is, look.reason));
    }
  }

  /// Without this a runtime would only be said to be missing.
  void complain_of_unfit() {
    for (const auto& [stem, what] : unfit_) {
      const bool needed =
          library_kind(std::string(stem) + ".so")->need == LibraryKind::Need::always;
      if (needed && find_library(set_, stem) == nullptr) problem_ = what;
    }
  }

  void take_bytes(SetLibrary& library) {
    const auto path = set_.prefix + "/" + library.file;
    const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const auto hash = library::sha256_of(fd);
    if (!hash) problem_ = fmt::format("{}: {}", path, hash.error());
    if (!hash) return;
    library.sha256 = *hash;
    std::error_code error;
    library.size = fs::file_size(path, error);
  }

  static void raise(std::string& highest, const std::string& version) {
    if (elf::version_less(highest, version)) highest = version;
  }

  std::string version() const {
    std::ifstream in(set_.prefix + "/.info/version");
    std::string text;
    in >> text;  // "6.2.0-66"
    if (const auto end = text.find_first_not_of("0123456789."); end != 0 && !text.empty())
      return text.substr(0, end);
    for (const auto& library : set_.libraries) {
      std::error_code error;
      const auto real = fs::canonical(set_.prefix + "/" + library.file, error).filename().string();
      if (auto release = library::rocm_of_file(real); !release.empty()) return release;
      // HIP counts as its ROCm does: libamdhip64.so.5.2.21153.
      if (real.starts_with("libamdhip64.so.") && std::count(real.begin(), real.end(), '.') >= 4)
        return real.substr(15, real.rfind('.') - 15);
    }
    return {};
  }

  // --- GPU code ---

  void add_code() {
    const auto found = find_code(loaded_, "");
    take_code(found.places, set_.code);
    take_code(found.tuning, set_.tuning);
  }

  void take_code(const std::vector<CodePlace>& places, std::vector<SetCode>& out) const {
    std::map<std::string, std::set<std::string>> components;
    for (const auto& place : places)
      components[place.library].insert(place.targets.begin(), place.targets.end());
    for (const auto& [component, targets] : components)
      if (!targets.empty()) out.push_back({component, {targets.begin(), targets.end()}});
  }

  LibrarySet set_;
  DiskFiles files_;
  LoadResult loaded_;
  std::string problem_;
  std::map<std::string_view, std::string> unfit_;  // by stem: why its files are none of a set
};

}  // namespace

tl::expected<LibrarySet, std::string> scan_prefix(const std::string& prefix) {
  std::error_code error;
  if (!fs::is_directory(prefix, error)) return Failure(prefix + ": no such folder");
  const auto real = fs::canonical(prefix, error);
  return error ? Failure(prefix + ": " + error.message()) : Scan(real.string()).run();
}

std::string name_for(const LibrarySet& set) {
  auto name = fs::path(set.prefix).filename().string();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name == "lib" || name.find("linux-gnu") != name.npos) name = "rocm-" + set.rocm_version;
  return is_library_set_name(name) ? name : std::string();
}

std::vector<std::string> unregistered(const std::vector<std::string>& registered,
                                      const std::string& opt) {
  std::vector<std::string> out;
  for (const auto& name : sys::list_directory(opt)) {
    std::error_code error;
    const auto path = opt + "/" + name;
    if (!name.starts_with("rocm") || !fs::is_directory(path, error)) continue;
    const auto real = fs::canonical(path, error).string();
    const bool known = std::find(registered.begin(), registered.end(), real) != registered.end() ||
                       std::find(out.begin(), out.end(), real) != out.end();
    if (!error && !known) out.push_back(real);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace rmcp::client
