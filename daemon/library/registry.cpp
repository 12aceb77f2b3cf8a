// SPDX-License-Identifier: MIT
// What a folder below /opt says of itself counts only when a manifest of the administrator (or of
// a package) sends us there: whoever may write below /opt does not choose what programs load.
#include "library/registry.hpp"

#include "config/document_check.hpp"
#include "config/loader.hpp"
#include "config/trusted_file.hpp"
#include "library/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp::library {
namespace {

constexpr std::string_view kFolder = "library-sets.d";

void break_set(LibrarySet& set, std::string reason) {
  set.state = SetState::broken;
  set.reasons.push_back(std::move(reason));
}

std::string place_and_message(const Diagnostic& diagnostic) {
  auto text = short_form(diagnostic.origin);
  return fmt::format("{}: {}", text, diagnostic.message);
}

/// `inner` speaks for what is in the set; what the registered manifest says comes first.
void merge(Manifest& manifest, LibrarySet inner) {
  auto& outer = manifest.set;
  outer.libraries = std::move(inner.libraries);
  outer.hip_major = inner.hip_major;
  if (!manifest.says_priority) outer.priority = inner.priority;
  if (!outer.match) outer.match = std::move(inner.match);
  if (outer.rocm_version.empty()) outer.rocm_version = inner.rocm_version;
  if (outer.code.empty()) outer.code = std::move(inner.code);
  if (outer.tuning.empty()) outer.tuning = std::move(inner.tuning);
  if (outer.glibc.empty()) outer.glibc = inner.glibc;
  if (outer.glibcxx.empty()) outer.glibcxx = inner.glibcxx;
  outer.environment.merge(inner.environment);
}

void complete_from_prefix(Manifest& manifest, unsigned owner) {
  const auto path = manifest.set.prefix + "/rmcp-set.toml";
  const auto text = config::read_trusted(path, owner, config::kLargestFile);
  const auto complain = [&](const std::string& reason) {
    manifest.diagnostics.push_back({Severity::error, {path, 0, 0, ""}, reason});
  };
  if (!text && text.error().missing)
    return complain("does not exist, and the manifest names no library itself");
  if (!text) return complain(text.error().reason);
  auto inner = read_manifest(path, text->text);
  std::move(inner.diagnostics.begin(), inner.diagnostics.end(),
            std::back_inserter(manifest.diagnostics));
  if (inner.ok() && inner.set.prefix != manifest.set.prefix)
    complain(fmt::format("its prefix is {}, not {}", inner.set.prefix, manifest.set.prefix));
  else if (inner.ok() && inner.elsewhere)
    complain("names no library");
  else if (inner.ok())
    merge(manifest, std::move(inner.set));
}

LibrarySet read_one(const config::SourceFile& file, unsigned owner,
                    std::vector<Diagnostic>& diagnostics) {
  auto manifest = read_manifest(file.path, file.text);
  if (manifest.ok() && manifest.elsewhere) complete_from_prefix(manifest, owner);
  for (auto& diagnostic : manifest.diagnostics) {
    if (diagnostic.severity == Severity::error && manifest.set.reasons.size() < 3)
      break_set(manifest.set, place_and_message(diagnostic));
    diagnostics.push_back(std::move(diagnostic));
  }
  return std::move(manifest.set);
}

/// A file that could not be read has no text, but a name.
void add_unreadable(const std::vector<Diagnostic>& diagnostics, std::vector<LibrarySet>& sets) {
  for (const auto& diagnostic : diagnostics) {
    if (!diagnostic.origin.file.ends_with(".toml")) continue;
    LibrarySet set;
    set.name = name_of_manifest(diagnostic.origin.file);
    set.origin = diagnostic.origin;
    break_set(set, fmt::format("{} {}", diagnostic.origin.file, diagnostic.message));
    sets.push_back(std::move(set));
  }
}

/// Two manifests with one name: nobody can say which is meant.
void break_namesakes(std::vector<LibrarySet>& sets, std::vector<Diagnostic>& diagnostics) {
  for (auto it = sets.begin(); it != sets.end();) {
    const auto end =
        std::find_if(it, sets.end(), [&](const LibrarySet& s) { return s.name != it->name; });
    for (auto other = it + 1; other < end; ++other) {
      const auto reason = fmt::format("{} also calls its set '{}'", other->origin.file, it->name);
      break_set(*it, reason);
      diagnostics.push_back({Severity::error, it->origin, reason});
    }
    it = it + 1 < end ? sets.erase(it + 1, end) : end;
  }
}

}  // namespace

Registry read_registry(const std::vector<std::string>& directories, unsigned owner) {
  auto sources = config::read_folder(directories, kFolder, owner);
  Registry registry;
  add_unreadable(sources.diagnostics, registry.sets);
  registry.diagnostics = std::move(sources.diagnostics);
  for (const auto& file : sources.files)
    registry.sets.push_back(read_one(file, owner, registry.diagnostics));
  std::stable_sort(registry.sets.begin(), registry.sets.end(),
                   [](const LibrarySet& a, const LibrarySet& b) { return a.name < b.name; });
  break_namesakes(registry.sets, registry.diagnostics);
  return registry;
}

}  // namespace rmcp::library
