// SPDX-License-Identifier: MIT
// Finds the GPU code of a loaded program, library by library.
#include "client/inspect/code_places.hpp"

#include "client/inspect/loaded_file.hpp"
#include "client/loader/search_path.hpp"
#include "lib/code/kernel_folders.hpp"
#include "lib/elf/gpu_code.hpp"
#include "lib/elf/section.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using Kind = CodePlace::Kind;

class CodeFinder {
 public:
  explicit CodeFinder(const ProgramPlace& place)
      : place_(place), kpack_(code::kpack_variables(place.environment)) {}

  void add_library(const LoadedObject& object) {
    const auto* kind = library_kind(base_name(object.path));
    const std::string name(kind == nullptr ? "" : kind->name);
    if (const auto code = code_in(object)) {
      if (code->outside)
        add_archives(object, name, *code);
      else if (!code->targets.empty() || !code->problems.empty())
        out_.places.push_back({object.path, name, code->targets, code->problems});
    }
    if (kind != nullptr) add_folders(object, *kind);
  }

  CodeSearch release() { return std::move(out_); }

 private:
  [[nodiscard]] std::string real_path(const LoadedObject& object) const {
    auto real = place_.root.real_path(object.path);
    return real.empty() ? object.path : real;
  }

  [[nodiscard]] bool names(const LoadedObject& object, std::string_view path) const {
    const auto fd = open_loaded(object, place_.root);
    return fd && elf::has_string(fd.get(), path);
  }

  [[nodiscard]] std::optional<elf::GpuCode> code_in(const LoadedObject& object) const {
    const auto fd = open_loaded(object, place_.root);
    if (!fd) return std::nullopt;
    auto code = elf::read_gpu_code(fd.get());
    return code ? std::optional(std::move(*code)) : std::nullopt;
  }

  void add_archives(const LoadedObject& object, const std::string& name, const elf::GpuCode& code) {
    CodePlace place{object.path, name, {}, code.problems, Kind::archives};
    place.reference = code.reference;
    if (!code.reference) place.unread.emplace_back();
    std::set<std::string> targets;
    if (code.reference)
      for (auto& file :
           code::find_kpack_files(real_path(object), *code.reference, kpack_, place_.root)) {
        targets.insert(file.targets.begin(), file.targets.end());
        if (!file.problem.empty()) {
          place.problems.push_back(fmt::format("{}: {}", file.path, file.problem));
          place.unread.push_back(std::move(file.for_target));
        }
        place.archives.push_back(std::move(file.path));
      }
    place.targets.assign(targets.begin(), targets.end());
    out_.places.push_back(std::move(place));
  }

  void add_folders(const LoadedObject& object, const LibraryKind& kind) {
    bool looks = false, found = false;
    for (const auto& folder : code::kernel_folders()) {
      if (folder.stem != kind.stem) continue;
      const bool needed = folder.use == code::KernelFolder::Use::needed;
      looks = looks || needed;
      if (needed && found) continue;  // the library reads the first that exists
      for (const auto& path : paths_of(object, folder)) {
        const bool exists = add_folder(path, kind, needed);
        found = found || (needed && exists);
      }
    }
    if (!looks || found) return;
    out_.places.push_back({folder_of(object.path),
                           std::string(kind.name),
                           {},
                           {"it has no folder of its kernels"},
                           Kind::no_folder});
  }

  [[nodiscard]] std::vector<std::string> paths_of(const LoadedObject& object,
                                                  const code::KernelFolder& folder) const {
    if (const std::string name(folder.variable); !name.empty())
      if (auto value = place_.environment(name); !value.empty())
        return {place_.folder.empty() || value.starts_with('/') ? value
                                                                : place_.folder + "/" + value};
    std::vector<std::string> out;
    if (folder.path.starts_with('/')) {
      if (names(object, folder.path)) out.emplace_back(folder.path);
      return out;
    }
    const auto base = folder_of(folder.from_file ? real_path(object) : object.path);
    for (const auto& path : code::matching_folders(base, folder.path, place_.root))
      out.push_back((fs::path(base) / path).lexically_normal().string());
    return out;
  }

  bool add_folder(const std::string& path, const LibraryKind& kind, bool needed) {
    if (!place_.root.is_folder(path)) return false;
    const auto seen = [&](const CodePlace& place) { return place.path == path; };
    if (std::ranges::any_of(out_.places, seen) || std::ranges::any_of(out_.tuning, seen))
      return true;
    auto [code, tuning] = code::read_kernel_folder(path, place_.root);
    const std::string name(kind.name);
    if (needed || !code.empty())
      out_.places.push_back(
          {path, name, {code.begin(), code.end()}, {}, needed ? Kind::folder : Kind::file});
    if (!tuning.empty()) out_.tuning.push_back({path, name, {tuning.begin(), tuning.end()}, {}});
    return true;
  }

  const ProgramPlace& place_;
  code::KpackVariables kpack_;
  CodeSearch out_;
};

}  // namespace

std::string_view to_string(CodePlace::Kind kind) {
  constexpr std::string_view kNames[] = {"file", "archives", "folder", "no_folder"};
  return kNames[static_cast<std::size_t>(kind)];
}

CodeSearch find_code(const LoadResult& loaded, const ProgramPlace& place) {
  CodeFinder search(place);
  for (const auto& object : loaded.objects) search.add_library(object);
  return search.release();
}

}  // namespace rmcp::client
