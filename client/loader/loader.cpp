// SPDX-License-Identifier: MIT
// Loads breadth first, as ld.so does, and keeps the reason for each library found.
#include "client/loader/loader.hpp"

#include "client/loader/library_search.hpp"
#include "client/loader/search_path.hpp"

#include <fmt/format.h>
#include <tl/expected.hpp>

#include <algorithm>

namespace rmcp::client {
namespace {

using Index = std::size_t;
using Found = Expected<Index>;  // or the reason why there is none

class Loader {
 public:
  Loader(const LoaderSetup& setup, Files& files)
      : setup_(setup), files_(files), search_(setup, files) {}

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
        miss(path, 0, opened.error().text);
    }
    return std::move(out_);
  }

 private:
  void start(const std::string& program) {
    auto facts = files_.examine(program);
    add({program, facts, FoundBy::program}, std::nullopt, program);
    // It is in memory before any search: libraries that need it by name find it.
    const auto interpreter = out_.objects[0].elf.interpreter;
    if (interpreter.empty()) return;
    facts = files_.examine(interpreter);
    if (facts.state == FileFacts::State::usable)
      add({interpreter, facts, FoundBy::interpreter}, 0, interpreter);
    else
      out_.missing.push_back(
          {interpreter, program, "the program's interpreter is not there", false});
  }

  std::vector<Index> preload() {
    std::vector<Index> out;
    if (setup_.secure) {
      // The loader would accept a library without a slash that is set-user-id and in a default
      // folder.
      if (!setup_.preload.empty())
        out_.notes.emplace_back(
            "LD_PRELOAD is ignored: the program gets rights that its caller does not have");
      if (!setup_.library_path.empty())
        out_.notes.emplace_back(
            "LD_LIBRARY_PATH is ignored: the program gets rights that its caller does not have");
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
                                         name, found.error().text));
        continue;
      }
      if (*found >= before) out_.objects[*found].preloaded_by = source;
      if (*found != 0 && std::ranges::find(out, *found) == out.end()) out.push_back(*found);
    }
  }

  /// Breadth first, as _dl_map_object_deps.
  void load_needed(std::vector<Index> list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto needed = out_.objects[list[i]].elf.needed;  // a copy: the list of objects grows
      for (const auto& name : needed) {
        const auto found = find(name, list[i]);
        if (!found)
          miss(name, list[i], found.error().text);
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
    const auto name = search_.expanded(raw, out_.objects[loader]);
    for (Index i = 0; i < out_.objects.size(); ++i)
      if (answers(out_.objects[i], name)) return i;
    auto hit = name.find('/') == std::string::npos ? search_.library(name, out_.objects, loader)
                                                   : search_.file(name);
    if (!hit) return tl::unexpected(hit.error());
    for (Index i = 0; i < out_.objects.size(); ++i) {
      if (out_.objects[i].id != hit->facts.id) continue;
      out_.objects[i].names.push_back(name);
      return i;
    }
    return add(std::move(*hit), loader, name);
  }

  static bool answers(LoadedObject& object, const std::string& name) {
    if (std::ranges::find(object.names, name) != object.names.end()) return true;
    return !object.elf.soname.empty() && object.elf.soname == name;
  }

  Index add(FoundFile hit, std::optional<Index> loader, const std::string& asked) {
    LoadedObject object;
    object.path = std::move(hit.path);
    object.id = hit.facts.id;
    object.elf = std::move(hit.facts.elf);
    object.by = hit.by;
    object.whose = std::move(hit.whose);
    object.loader = loader;
    object.asked = asked;
    object.later = later_;
    object.names = {asked, object.path};
    out_.objects.push_back(std::move(object));
    return out_.objects.size() - 1;
  }

  const LoaderSetup& setup_;
  Files& files_;
  LibrarySearch search_;
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
