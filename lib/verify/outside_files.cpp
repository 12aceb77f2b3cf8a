// SPDX-License-Identifier: MIT
// Follows the paths that libraries name, as long as they stay below the prefix.
#include "lib/verify/outside_files.hpp"

#include "lib/code/kernel_folders.hpp"
#include "lib/code/kpack_files.hpp"
#include "lib/sys/path_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

namespace rmcp::verify {
namespace {

namespace fs = std::filesystem;

/// The part of a path below the prefix; "" if it is elsewhere.
std::string below_prefix(const SetManifest& set, const std::string& path) {
  const auto part = fs::path(path).lexically_relative(set.prefix).generic_string();
  return part.empty() || part == "." || part.starts_with("..") ? std::string() : part;
}

std::string folder_of_library(const SetManifest& set, const SetLibrary& library) {
  return fs::path(set.prefix + "/" + library.file).parent_path().string();
}

std::vector<code::KpackFile> archives_of(const SetManifest& set, const SetLibrary& library) {
  std::error_code error;
  const auto real = fs::canonical(set.prefix + "/" + library.file, error).string();
  if (error || library.kpack_paths.empty()) return {};
  return code::find_kpack_files(real, {library.kpack_name, library.kpack_paths});
}

Failure distrusted_archive(const SetManifest& set, const std::string& path, unsigned owner) {
  if (below_prefix(set, path).empty()) return "is outside of the prefix";
  auto found = sys::PathWalk(owner).follow(path);
  if (!found) return found.error().reason;
  return sys::distrust(found->status, owner, false).after("cannot be trusted: ");
}

std::string component_of(const SetLibrary& library) {
  const auto* kind = library_kind(library.soname);
  return std::string(kind == nullptr ? library.soname : kind->name);
}

/// The existing paths of a library's folder, absolute and below the prefix.
std::vector<std::string> places_of(const SetManifest& set, const SetLibrary& library,
                                   const code::KernelFolder& folder) {
  std::vector<std::string> out;
  const auto* kind = library_kind(library.soname);
  if (kind == nullptr || folder.stem != kind->stem) return out;
  const auto base = folder_of_library(set, library);
  for (const auto& path : code::matching_folders(base, folder.path)) {
    auto place = (fs::path(base) / path).lexically_normal().string();
    if (!below_prefix(set, place).empty()) out.push_back(std::move(place));
  }
  return out;
}

struct Folders {
  bool needed = false;
  std::vector<std::string> targets;
};

Folders kernels_of(const SetManifest& set, const SetLibrary& library) {
  Folders out;
  const auto* kind = library_kind(library.soname);
  std::set<std::string> targets;
  for (const auto& folder : code::kernel_folders()) {
    if (kind == nullptr || folder.stem != kind->stem) continue;
    if (folder.use != code::KernelFolder::Use::needed) continue;
    out.needed = true;
    for (const auto& path : places_of(set, library, folder)) {
      const auto code = code::read_kernel_folder(path).code;
      targets.insert(code.begin(), code.end());
    }
    if (!targets.empty()) break;  // the library reads the first that exists
  }
  out.targets.assign(targets.begin(), targets.end());
  return out;
}

SetCode& code_of_component(SetManifest& set, const std::string& component) {
  const auto at = std::ranges::find(set.code, component, &SetCode::component);
  return at == set.code.end() ? set.code.emplace_back(SetCode{component, {}}) : *at;
}

class ArchiveReader {
 public:
  ArchiveReader(SetManifest& set, unsigned owner) : set_(set), owner_(owner) {}

  std::vector<ArchiveProblem> run() {
    for (const auto& library : set_.libraries)
      if (!library.kpack_paths.empty()) read(library);
    for (auto& [component, code] : found_) {
      auto& known = code_of_component(set_, component);
      known = {component, std::move(code.targets), std::move(code.unread), true};
    }
    return std::move(problems_);
  }

 private:
  void read(const SetLibrary& library) {
    FoundCode code{.targets = {}, .unread = {}, .in_archives = true};
    for (const auto& file : archives_of(set_, library)) {
      auto wrong = distrusted_archive(set_, file.path, owner_);
      if (!wrong && !file.problem.empty()) wrong = file.problem;
      if (wrong) {
        problems_.push_back({&library, fmt::format("{}: {}", file.path, wrong.text)});
        code.unread.push_back(file.for_target);
      } else {
        code.add({.targets = file.targets});
      }
    }
    const auto folders = kernels_of(set_, library);
    const std::array both{code.targets, folders.targets};
    if (folders.needed) code.targets = common_targets(both);
    found_[component_of(library)].add(code);
  }

  SetManifest& set_;
  unsigned owner_;
  std::map<std::string, FoundCode> found_;
  std::vector<ArchiveProblem> problems_;
};

bool has_libraries(const SetManifest& set, const std::string& folder) {
  return std::ranges::any_of(library_folders(set), [&](const std::string& other) {
    return other == folder || other.starts_with(folder + "/");
  });
}

}  // namespace

std::vector<ArchiveProblem> read_archived_code(SetManifest& set, unsigned owner) {
  return ArchiveReader(set, owner).run();
}

std::vector<std::string> find_outside_files(const SetManifest& set) {
  std::set<std::string> out;
  const auto add = [&](const std::string& path) {
    if (auto part = below_prefix(set, path); !part.empty()) out.insert(std::move(part));
  };
  for (const auto& library : set.libraries) {
    for (const auto& folder : code::kernel_folders())
      for (const auto& path : places_of(set, library, folder)) add(path);
    for (const auto& file : archives_of(set, library)) {
      const auto folder = fs::path(file.path).parent_path().string();
      add(has_libraries(set, folder) ? file.path : folder);
    }
  }
  return {out.begin(), out.end()};
}

std::vector<std::string> archive_folders(const SetManifest& set) {
  std::vector<std::string> out;
  for (const auto& library : set.libraries)
    for (const auto& path : library.kpack_paths) {
      const auto archive = (fs::path(folder_of_library(set, library)) / path).lexically_normal();
      out.push_back(archive.parent_path().parent_path().string());
    }
  return out;
}

std::map<std::string, std::string> variables_of_folders(const SetManifest& set) {
  std::map<std::string, std::string> out;
  for (const auto& library : set.libraries)
    for (const auto& folder : code::kernel_folders())
      for (auto& path : places_of(set, library, folder))
        if (!folder.variable.empty()) out.emplace(folder.variable, std::move(path));
  return out;
}

}  // namespace rmcp::verify
