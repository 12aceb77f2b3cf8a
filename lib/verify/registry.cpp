// SPDX-License-Identifier: MIT
// A file below /opt counts only if a manifest of the administrator (or of a package) refers to it:
// users who may write below /opt do not choose the code that programs load.
#include "lib/verify/registry.hpp"

#include "lib/sys/trusted_file.hpp"
#include "lib/toml/document_check.hpp"
#include "lib/toml/sources.hpp"
#include "lib/verify/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp::verify {
namespace {

constexpr std::string_view kFolder = "library-sets.d";

void break_set(LibrarySet& set, std::string reason) {
  set.found.state = SetState::broken;
  set.found.reasons.push_back(std::move(reason));
}

std::string place_and_message(const Diagnostic& diagnostic) {
  auto text = short_form(diagnostic.origin);
  return fmt::format("{}: {}", text, diagnostic.message);
}

/// `inner` describes the contents of the set; the registered manifest takes precedence.
void merge(ManifestFile& manifest, SetManifest inner) {
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

void complete_from_prefix(ManifestFile& manifest, unsigned owner) {
  const auto path = manifest.set.prefix + "/rmcp-set.toml";
  const auto text = sys::read_trusted(path, owner, toml::kLargestFile);
  const auto complain = [&](const std::string& reason) {
    manifest.diagnostics.push_back({Severity::error, {path, 0, 0, ""}, reason});
  };
  if (!text && text.error().missing)
    return complain("does not exist, and the manifest itself names no library");
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

LibrarySet read_one(const toml::SourceFile& file, unsigned owner,
                    std::vector<Diagnostic>& diagnostics) {
  auto manifest = read_manifest(file.path, file.text);
  if (manifest.ok() && manifest.elsewhere) complete_from_prefix(manifest, owner);
  LibrarySet set{std::move(manifest.set), {}};
  for (auto& diagnostic : manifest.diagnostics) {
    if (diagnostic.severity == Severity::error && set.found.reasons.size() < 3)
      break_set(set, place_and_message(diagnostic));
    diagnostics.push_back(std::move(diagnostic));
  }
  return set;
}

/// A file that could not be read has a name, but no text.
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

/// Two manifests with one name: the intended one is unknown.
void break_namesakes(std::vector<LibrarySet>& sets, std::vector<Diagnostic>& diagnostics) {
  for (auto it = sets.begin(); it != sets.end();) {
    const auto end =
        std::find_if(it, sets.end(), [&](const LibrarySet& s) { return s.name != it->name; });
    for (auto other = it + 1; other < end; ++other) {
      const auto reason =
          fmt::format("{} has a set with the same name, '{}'", other->origin.file, it->name);
      break_set(*it, reason);
      diagnostics.push_back({Severity::error, it->origin, reason});
    }
    it = it + 1 < end ? sets.erase(it + 1, end) : end;
  }
}

}  // namespace

std::shared_ptr<const std::vector<LibrarySet>> sets_of(std::shared_ptr<const Registry> registry) {
  const auto* sets = &registry->sets;
  return {std::move(registry), sets};
}

Manifests read_manifests(const std::vector<std::string>& directories, unsigned owner) {
  auto sources = toml::read_folder(directories, kFolder, owner);
  Manifests out{.files = std::move(sources.files), .unreadable = {}};
  add_unreadable(sources.diagnostics, out.unreadable.sets);
  out.unreadable.diagnostics = std::move(sources.diagnostics);
  return out;
}

SetManifest set_on_paper(const toml::SourceFile& manifest) {
  return read_manifest(manifest.path, manifest.text).set;
}

Registry read_set(const toml::SourceFile& manifest, unsigned owner) {
  Registry out;
  out.sets.push_back(read_one(manifest, owner, out.diagnostics));
  return out;
}

Registry join(std::vector<Registry> parts) {
  Registry out;
  for (auto& part : parts) {
    std::move(part.sets.begin(), part.sets.end(), std::back_inserter(out.sets));
    std::move(part.diagnostics.begin(), part.diagnostics.end(),
              std::back_inserter(out.diagnostics));
  }
  std::stable_sort(out.sets.begin(), out.sets.end(),
                   [](const LibrarySet& a, const LibrarySet& b) { return a.name < b.name; });
  break_namesakes(out.sets, out.diagnostics);
  return out;
}

Registry read_registry(const std::vector<std::string>& directories, unsigned owner) {
  auto manifests = read_manifests(directories, owner);
  std::vector<Registry> parts{std::move(manifests.unreadable)};
  for (const auto& file : manifests.files) parts.push_back(read_set(file, owner));
  return join(std::move(parts));
}

}  // namespace rmcp::verify
