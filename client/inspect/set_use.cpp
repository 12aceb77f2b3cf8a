// SPDX-License-Identifier: MIT
// Loads a program on a library set in the loader's model, once for each mode.
#include "client/inspect/set_use.hpp"

#include "lib/text/path_list.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::client {
namespace {

/// A bind mount: the names of a library's other copies lead to the set's file.
class MountedFiles : public Files {
 public:
  MountedFiles(const LibrarySet& set, Files& below) : set_(set), below_(below) {}

  FileFacts examine(const std::string& path) override {
    auto facts = below_.examine(path);
    if (facts.state != FileFacts::State::usable) return facts;
    const auto* const kind = library_kind(base_name(path));
    const auto* const own = kind == nullptr ? nullptr : find_library(set_, kind->stem);
    if (own == nullptr) return facts;
    auto over = below_.examine(set_.prefix + "/" + own->file);
    return over.state == FileFacts::State::usable ? over : facts;
  }

 private:
  const LibrarySet& set_;
  Files& below_;
};

/// Files of the set that belong to every runtime, dependencies first.
std::vector<std::string> preloads(const LibrarySet& set) {
  std::vector<std::string> out;
  for (const std::string_view stem :
       {"libamd_comgr", "libhsakmt", "libhsa-runtime64", "libamdhip64"})
    if (const auto* const own = find_library(set, stem))
      out.push_back(searched_path(set, own->file));
  return out;
}

/// The reason why a library comes from elsewhere.
std::string why(const RuntimeLibrary& library, StartMode mode) {
  const auto name = library.asked.substr(library.asked.rfind('/') + 1);
  switch (library.by) {
    case FoundBy::rpath:
      return fmt::format("{} is found by the {}, which comes before LD_LIBRARY_PATH", name,
                         library.found);
    case FoundBy::path:
      return fmt::format("{} is opened by its path", library.path);
    case FoundBy::library_path:
      return mode == StartMode::as_is
                 ? fmt::format("{} is found by LD_LIBRARY_PATH in another folder: {}", name,
                               library.path)
                 : fmt::format(
                       "the set has no file named {}, another folder of LD_LIBRARY_PATH has", name);
    default:
      break;
  }
  if (library.preloaded)
    return fmt::format("{} is preloaded from elsewhere: {}", name, library.path);
  if (mode == StartMode::as_is)
    return fmt::format("{} is found by {}: {}", name, library.found, library.path);
  return fmt::format("the program asks for {}, and the set has no file of that name", name);
}

bool wanted_by_runtime(const MissingObject& missing, const SetUse& use) {
  return std::ranges::any_of(use.libraries, [&](const RuntimeLibrary& library) {
    return library.core && library.path == missing.wanted_by;
  });
}

/// The command on the way to the program that keeps the set's folders out.
std::string kept_out(const SetUse& use) {
  const bool path = use.mode == StartMode::path && !use.setup.library_path_by.empty();
  const bool preload = use.mode == StartMode::preload && !use.setup.preload_by.empty();
  if (!path && !preload) return {};
  return path
             ? use.setup.library_path_by + " sets LD_LIBRARY_PATH itself, without the set's folders"
             : use.setup.preload_by + " sets LD_PRELOAD itself, without the set's libraries";
}

std::string why_not_whole(const SetUse& use) {
  const bool any = std::ranges::any_of(use.libraries, &RuntimeLibrary::core);
  if (!any) return "its files name no ROCm runtime to load";
  for (const auto& library : use.libraries)
    if (library.in_set == InSet::other) {
      const auto reason = kept_out(use);
      return reason.empty() ? why(library, use.mode) : reason;
    }
  for (const auto& copies : use.copies)
    return fmt::format("{} would be loaded twice: {}", copies.stem,
                       fmt::join(copies.paths, " and "));
  // Other libraries may be missing: plugins that are never opened.
  for (const auto& missing : use.loaded.missing)
    if (library_kind(missing.name) != nullptr || wanted_by_runtime(missing, use))
      return fmt::format("{} needs {}: {}", missing.wanted_by, missing.name, missing.reason);
  return {};
}

/// $ORIGIN of a mounted file is the folder that it is mounted in: files that the set's libraries
/// find from their own place are missing there, and no file of the program has their names. These
/// folders come last, since only otherwise missing files are meant.
std::vector<std::string> missing_companions(const LoadResult& loaded, const LibrarySet& set) {
  std::vector<std::string> out;
  for (const auto& missing : loaded.missing) {
    for (const auto& companion : set.found.companions) {
      if (base_name(companion.file) != missing.name) continue;
      const auto file = searched_path(set, companion.file);
      out.push_back(file.substr(0, file.rfind('/')));
    }
  }
  return out;
}

/// Each may need the next one.
void find_companions(SetUse& use, const ProgramFiles& what, const LibrarySet& set, Files& seen) {
  while (use.setup.library_path_by.empty()) {
    auto path = put_behind(use.setup.library_path, missing_companions(use.loaded, set));
    if (path == use.setup.library_path) return;
    use.setup.library_path = std::move(path);
    use.loaded = predict(what.program, what.later, use.setup, seen);
  }
}

/// HIP takes the place of a mounted library for its own, and looks for archives from there.
std::string archives_left_behind(const SetUse& use, const LibrarySet& set) {
  for (const auto& library : use.libraries)
    if (library.in_set == InSet::same_file && !is_found_in(set, library.path) &&
        is_in_archives(set, library.name))
      return fmt::format(
          "{} of the set has its GPU code in archives, which it would not find from {}",
          library.name, library.path);
  return {};
}

std::string two_copies(const SetUse& use) {
  for (const auto& copies : use.copies)
    return fmt::format(
        "two copies of {} would be loaded, since their SONAMEs are not the names that the program "
        "asks for: {}",
        copies.stem, fmt::join(copies.paths, " and "));
  return {};
}

}  // namespace

std::string_view to_string(StartMode mode) {
  constexpr std::string_view kNames[] = {"as_is", "path", "preload", "mount"};
  return kNames[static_cast<std::size_t>(mode)];
}

std::optional<StartMode> parse_start_mode(std::string_view text) {
  for (const auto mode : {StartMode::path, StartMode::preload, StartMode::mount})
    if (to_string(mode) == text) return mode;
  return std::nullopt;
}

LoaderSetup setup_for(StartMode mode, LoaderSetup setup, const LibrarySet& set) {
  if (mode == StartMode::as_is) return setup;
  if (setup.library_path_by.empty())
    setup.library_path = put_before(search_folders(set), setup.library_path);
  if (mode == StartMode::preload && setup.preload_by.empty())
    setup.preload = put_before(preloads(set), setup.preload);
  return setup;
}

SetUse try_start(const ProgramFiles& what, StartMode mode, const LoaderSetup& setup,
                 const LibrarySet& set, Files& files) {
  MountedFiles mounted(set, files);
  Files& seen = mode == StartMode::mount ? static_cast<Files&>(mounted) : files;
  SetUse out{.mode = mode, .setup = setup_for(mode, setup, set)};
  out.loaded = predict(what.program, what.later, out.setup, seen);
  if (mode == StartMode::mount) find_companions(out, what, set, seen);
  out.libraries = runtime_libraries(out.loaded);
  compare_with_set(out.libraries, set, files);
  out.copies = double_copies(out.libraries);
  if (mode != StartMode::as_is) out.why_not = why_not_searched(set);
  if (mode == StartMode::preload && out.why_not.empty()) out.why_not = two_copies(out);
  if (mode == StartMode::mount && out.why_not.empty()) out.why_not = archives_left_behind(out, set);
  if (out.why_not.empty()) out.why_not = why_not_whole(out);
  out.whole = out.why_not.empty();
  return out;
}

std::optional<StartMode> best_mode(const ProgramFiles& what, const LoaderSetup& setup,
                                   const LibrarySet& set, Files& files) {
  const auto by_path = try_start(what, StartMode::path, setup, set, files);
  if (by_path.whole) return StartMode::path;
  // Preloading a runtime into a program that needs none is useless.
  if (std::ranges::none_of(by_path.libraries, &RuntimeLibrary::core)) return std::nullopt;
  for (const auto mode : {StartMode::preload, StartMode::mount})
    if (try_start(what, mode, setup, set, files).whole) return mode;
  return std::nullopt;
}

}  // namespace rmcp::client
