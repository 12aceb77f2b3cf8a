// SPDX-License-Identifier: MIT
// Loads breadth first, as ld.so does, and keeps the reason for each library found.
#include "client/loader/loader.hpp"

#include "client/loader/search_path.hpp"

#include <fmt/format.h>
#include <tl/expected.hpp>

#include <algorithm>

namespace rmcp::client {
namespace {

using Index = std::size_t;
using Found = tl::expected<Index, std::string>;  // or the reason why there is none

/// A file that a search has come upon.
struct Hit {
  std::string path;
  FileLook look;
  FoundBy by;
  std::string whose = {};
};

class Loader {
 public:
  Loader(const LoaderSetup& setup, Files& files) : setup_(setup), files_(files) {}

  LoadResult run(const std::string& program, const std::vector<std::string>& later) {
    start(program);
    auto list = preload();
    list.insert(list.begin(), 0);
    load_needed(std::move(list));
    later_ = true;
    for (const auto& path : later) {
      if (const auto opened = find(path, 0))
        load_needed({*opened});
      else
        miss(path, 0, opened.error());
    }
    return std::move(out_);
  }

 private:
  void start(const std::string& program) {
    auto look = files_.look(program);
    add({program, look, FoundBy::program}, std::nullopt, program);
    // It is in memory before anything is searched: libraries that need it by name find it.
    const auto interpreter = out_.objects[0].elf.interpreter;
    if (interpreter.empty()) return;
    look = files_.look(interpreter);
    if (look.state == FileLook::State::usable)
      add({interpreter, look, FoundBy::interpreter}, 0, interpreter);
    else
      out_.missing.push_back(
          {interpreter, program, "the program's interpreter is not there", false});
  }

  std::vector<Index> preload() {
    std::vector<Index> out;
    if (setup_.secure) {
      // A library without a slash, set-user-id and in a default folder would be taken.
      if (!setup_.preload.empty())
        out_.notes.emplace_back(
            "LD_PRELOAD is ignored: the program gets rights that its caller has not");
      if (!setup_.library_path.empty())
        out_.notes.emplace_back(
            "LD_LIBRARY_PATH is ignored: the program gets rights that its caller has not");
    } else {
      preload_from("LD_PRELOAD", setup_.preload, out);
    }
    preload_from("/etc/ld.so.preload", setup_.preload_file, out);
    return out;
  }

  void preload_from(std::string_view source, std::string_view text, std::vector<Index>& out) {
    for (const auto& name : split_preload(text)) {
      const auto before = out_.objects.size();
      const auto found = find(name, 0);
      if (!found) {
        out_.notes.push_back(fmt::format("{}: {}: cannot be preloaded and is ignored: {}", source,
                                         name, found.error()));
        continue;
      }
      if (*found >= before) out_.objects[*found].preloaded_by = source;
      if (*found != 0 && std::ranges::find(out, *found) == out.end()) out.push_back(*found);
    }
  }

  /// Breadth first, as _dl_map_object_deps.
  void load_needed(std::vector<Index> list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto needed = out_.objects[list[i]].elf.needed;  // a copy: objects_ grows
      for (const auto& name : needed) {
        const auto found = find(name, list[i]);
        if (!found)
          miss(name, list[i], found.error());
        else if (std::ranges::find(list, *found) == list.end())
          list.push_back(*found);
      }
    }
  }

  void miss(const std::string& name, Index wanted_by, const std::string& reason) {
    MissingObject missing{name, out_.objects[wanted_by].path, reason, later_};
    if (std::ranges::find(out_.missing, missing) == out_.missing.end())
      out_.missing.push_back(std::move(missing));
  }

  Found find(const std::string& raw, Index loader) {
    const auto name = replace_words(raw, words_of(loader));
    for (Index i = 0; i < out_.objects.size(); ++i)
      if (answers(out_.objects[i], name)) return i;
    auto hit = name.find('/') == std::string::npos ? search(name, loader) : open(name);
    if (!hit) return tl::unexpected(hit.error());
    for (Index i = 0; i < out_.objects.size(); ++i) {
      if (out_.objects[i].id != hit->look.id) continue;
      out_.objects[i].names.push_back(name);
      return i;
    }
    return add(std::move(*hit), loader, name);
  }

  static bool answers(LoadedObject& object, const std::string& name) {
    if (std::ranges::find(object.names, name) != object.names.end()) return true;
    return !object.elf.soname.empty() && object.elf.soname == name;
  }

  Index add(Hit hit, std::optional<Index> loader, const std::string& asked) {
    LoadedObject object;
    object.path = std::move(hit.path);
    object.id = hit.look.id;
    object.elf = std::move(hit.look.elf);
    object.by = hit.by;
    object.whose = std::move(hit.whose);
    object.loader = loader;
    object.asked = asked;
    object.later = later_;
    object.names = {asked, object.path};
    out_.objects.push_back(std::move(object));
    return out_.objects.size() - 1;
  }

  using Search = tl::expected<Hit, std::string>;

  Search open(const std::string& path) {
    auto look = files_.look(absolute(path));
    if (look.state == FileLook::State::usable)
      return Hit{absolute(path), std::move(look), FoundBy::path};
    return tl::unexpected(look.state == FileLook::State::absent ? "not found" : look.reason);
  }

  Search search(const std::string& name, Index loader) {
    const auto& asking = out_.objects[loader];
    if (!asking.elf.runpath)
      if (auto hit = along_rpaths(name, loader)) return std::move(*hit);
    if (!setup_.secure) {
      const auto folders = split_path(replace_words(setup_.library_path, words_of(0)), ":;");
      if (auto hit = in_folders(name, folders, FoundBy::library_path, "")) return std::move(*hit);
    }
    if (asking.elf.runpath)
      if (auto hit = in_folders(name, folders_of(*asking.elf.runpath, loader), FoundBy::runpath,
                                asking.path))
        return std::move(*hit);
    if (auto hit = in_cache(name, asking.elf.no_default_lib)) return std::move(*hit);
    if (!asking.elf.no_default_lib)
      if (auto hit = in_folders(name, setup_.default_folders, FoundBy::default_folder, ""))
        return std::move(*hit);
    return tl::unexpected(asking.elf.no_default_lib
                              ? "not found; default folders do not count (DF_1_NODEFLIB)"
                              : "not found");
  }

  /// DT_RPATH of who asks, of who loaded that one and so on, and of the program. An object that has
  /// a RUNPATH has no RPATH.
  std::optional<Search> along_rpaths(const std::string& name, Index loader) {
    bool asked_program = false;
    for (std::optional<Index> at = loader; at; at = out_.objects[*at].loader) {
      asked_program = asked_program || *at == 0;
      if (auto hit = in_rpath_of(name, *at)) return hit;
    }
    return asked_program ? std::nullopt : in_rpath_of(name, 0);
  }

  std::optional<Search> in_rpath_of(const std::string& name, Index index) {
    const auto& object = out_.objects[index];
    if (!object.elf.rpath || object.elf.runpath) return std::nullopt;
    return in_folders(name, folders_of(*object.elf.rpath, index), FoundBy::rpath, object.path);
  }

  /// Nothing when no folder has it. A file that is damaged ends the search, one for another machine
  /// does not (open_verify).
  std::optional<Search> in_folders(const std::string& name, const std::vector<std::string>& folders,
                                   FoundBy by, const std::string& whose) {
    for (const auto& folder : folders) {
      for (const auto& hwcap : setup_.hwcaps)
        if (auto hit = at_path(absolute(fmt::format("{}/glibc-hwcaps/{}/{}", folder, hwcap, name)),
                               by, whose))
          return hit;
      if (auto hit = at_path(absolute(folder + "/" + name), by, whose)) return hit;
    }
    return std::nullopt;
  }

  std::optional<Search> at_path(const std::string& path, FoundBy by, const std::string& whose) {
    auto look = files_.look(path);
    if (look.state == FileLook::State::usable) return Hit{path, std::move(look), by, whose};
    if (look.state == FileLook::State::damaged)
      return Search(tl::unexpected(fmt::format("{}: {}", path, look.reason)));
    return std::nullopt;
  }

  std::optional<Search> in_cache(const std::string& name, bool no_default_lib) {
    const auto path = setup_.cache.find(name, setup_.hwcaps);
    if (path.empty()) return std::nullopt;
    const auto is_default = [&](const std::string& folder) {
      return path.starts_with(folder + "/");
    };
    if (no_default_lib && std::ranges::any_of(setup_.default_folders, is_default))
      return std::nullopt;
    return at_path(path, FoundBy::cache, "");
  }

  std::vector<std::string> folders_of(const std::string& text, Index index) const {
    const auto words = words_of(index);
    std::vector<std::string> out;
    for (const auto& element : split_path(text, ":")) {
      auto folder = replace_words(element, words);
      // Whoever starts the program may have put it, by a hard link, where he likes.
      const bool trusted =
          std::ranges::find(setup_.default_folders, folder) != setup_.default_folders.end();
      if (setup_.secure && has_origin(element) && !trusted) continue;
      out.push_back(std::move(folder));
    }
    return out;
  }

  PathWords words_of(Index index) const {
    return {folder_of(out_.objects[index].path), setup_.lib, setup_.platform};
  }

  std::string absolute(const std::string& path) const {
    if (path.starts_with('/')) return path;
    const std::string_view rest = path.starts_with("./") ? std::string_view(path).substr(2) : path;
    return fmt::format("{}/{}", setup_.working_folder == "/" ? "" : setup_.working_folder, rest);
  }

  const LoaderSetup& setup_;
  Files& files_;
  LoadResult out_;
  bool later_ = false;
};

}  // namespace

std::string_view to_string(FoundBy by) {
  switch (by) {
    case FoundBy::program:
      return "program";
    case FoundBy::interpreter:
      return "interpreter";
    case FoundBy::path:
      return "path";
    case FoundBy::rpath:
      return "rpath";
    case FoundBy::library_path:
      return "library_path";
    case FoundBy::runpath:
      return "runpath";
    case FoundBy::cache:
      return "cache";
    case FoundBy::default_folder:
      return "default";
  }
  return "";
}

LoadResult predict(const std::string& program, const std::vector<std::string>& later,
                   const LoaderSetup& setup, Files& files) {
  return Loader(setup, files).run(program, later);
}

}  // namespace rmcp::client
