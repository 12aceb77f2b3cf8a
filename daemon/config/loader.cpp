// SPDX-License-Identifier: MIT
// Joins all files: rules in order, profiles by name, references between them.
#include "daemon/config/loader.hpp"

#include "daemon/config/policy_reader.hpp"
#include "lib/policy/advice.hpp"
#include "lib/policy/policy_aliases.hpp"
#include "lib/sys/file.hpp"
#include "lib/text/words.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document_check.hpp"
#include "lib/toml/misplaced_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace rmcp::config {
namespace {

/// References between profiles are followed recursively: no real policy comes near this limit.
constexpr std::size_t kMostProfiles = 1000;

/// Collects files one by one; a profile is replaced by one of the same name in the same or a higher
/// directory.
class Assembly {
 public:
  void add(const toml::SourceFile& source) {
    toml::Complaints complaints(source.path);
    auto file = read_policy_file(source, complaints);
    complete_ = complete_ && file.complete;
    for (auto& setting : file.module) policy_.module.push_back(std::move(setting));
    for (auto& rule : file.rules) policy_.rules.push_back(std::move(rule));
    std::move(file.aliases.begin(), file.aliases.end(), std::back_inserter(policy_.aliases));
    std::move(file.units.begin(), file.units.end(), std::back_inserter(policy_.units));
    set_once("[sessions]", policy_.sessions, std::move(file.sessions));
    set_once("[system]", policy_.default_library, std::move(file.default_library));
    for (auto& profile : file.profiles) add_profile(std::move(profile), source.layer, complaints);
    policy_.files.push_back(source.path);
    keep(complaints.release());
  }

  /// If a file is missing or unreadable, a message about an unknown name would mislead.
  void check(bool all_files) {
    if (!all_files || !complete_) return;
    keep(check_references(policy_));
    keep(check_aliases(policy_));
    keep(check_units(policy_));
    keep(check_sessions(policy_));
    keep(advise(policy_));
  }

  void finish(Loaded& loaded) {
    std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) {
                       const auto left = rank(a), right = rank(b);
                       return left != right ? left < right : toml::earlier(a, b);
                     });
    for (const auto& diagnostic : diagnostics_) {
      if (diagnostic.severity == Severity::advice) policy_.advice.push_back(diagnostic);
      loaded.diagnostics.push_back(diagnostic);
    }
    loaded.policy = std::move(policy_);
  }

 private:
  void add_profile(Profile profile, unsigned layer, toml::Complaints& complaints) {
    complaints.enter(profile.name);
    const auto known = policy_.profiles.find(profile.name);
    if (known != policy_.profiles.end()) {
      replace(known->second, std::move(profile), layer, complaints);
    } else if (policy_.profiles.size() < kMostProfiles) {
      layers_[profile.name] = layer;
      policy_.profiles.emplace(profile.name, std::move(profile));
    } else if (std::exchange(complete_, false)) {
      complaints.error(place(profile),
                       fmt::format("there are more than {} profiles", kMostProfiles));
    }
  }

  /// Two different definitions are an error. To override one, mask its file with a file of the same
  /// name in a higher directory.
  template <class Section>
  void set_once(std::string_view what, std::optional<Section>& place,
                std::optional<Section> section) {
    if (!section) return;
    if (place)
      return keep({{Severity::error, section->origin,
                    fmt::format("{} is already defined in {}:{}", what, place->origin.file,
                                place->origin.line)}});
    place = std::move(section);
  }

  void replace(Profile& known, Profile profile, unsigned layer, toml::Complaints& complaints) {
    auto& known_layer = layers_[profile.name];
    const bool wins = layer <= known_layer;
    complaints.advice(place(profile), fmt::format("profile '{}' {} the one in {}:{}", profile.name,
                                                  wins ? "replaces" : "is replaced by",
                                                  known.origin.file, known.origin.line));
    if (!wins) return;
    known_layer = layer;
    known = std::move(profile);
  }

  static toml::Position place(const Section& section) {
    return {section.origin.line, section.origin.column};
  }

  void keep(std::vector<Diagnostic> more) {
    std::move(more.begin(), more.end(), std::back_inserter(diagnostics_));
  }

  [[nodiscard]] std::ptrdiff_t rank(const Diagnostic& diagnostic) const {
    const auto& files = policy_.files;
    return std::find(files.begin(), files.end(), diagnostic.origin.file) - files.begin();
  }

  Policy policy_;
  std::map<std::string, unsigned> layers_;
  std::vector<Diagnostic> diagnostics_;
  bool complete_ = true;  // no file and no profile is missing
};

Loaded load(toml::Sources sources) {
  Loaded loaded;
  Assembly assembly;
  const bool all_files = sources.diagnostics.empty();
  loaded.diagnostics = std::move(sources.diagnostics);
  for (const auto& file : sources.files) assembly.add(file);
  assembly.check(all_files);
  assembly.finish(loaded);
  loaded.sources = std::move(sources.files);
  return loaded;
}

/// Into its place among the files of its kind, and over one of the same name, as if it were in the
/// directory of the highest precedence.
void put(toml::SourceFile file, std::vector<toml::SourceFile>& files) {
  const auto name = base_name(file.path);
  std::erase_if(files, [&](const toml::SourceFile& other) {
    return other.profile == file.profile && base_name(other.path) == name;
  });
  const auto after = std::find_if(files.begin(), files.end(), [&](const toml::SourceFile& other) {
    if (other.profile != file.profile) return file.profile;  // profiles come first
    return base_name(other.path) > name;
  });
  files.insert(after, std::move(file));
}

/// A file that is not installed yet; nobody has to own it.
void add_file(const std::string& path, toml::Sources& sources) {
  const auto text = sys::read_file(path, toml::kLargestFile);
  if (!text) {
    sources.diagnostics.push_back({Severity::error,
                                   {path, 0, 0, ""},
                                   "cannot be read: " + sys::describe_errno(text.error())});
    return;
  }
  const auto slash = path.rfind('/');
  const bool profile = base_name(slash == path.npos ? "" : path.substr(0, slash)) == "profiles.d";
  put({path, *text, profile, 0}, sources.files);
}

}  // namespace

bool Loaded::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& d) { return d.severity == Severity::error; });
}

Loaded parse_policy(std::vector<toml::SourceFile> files) { return load({std::move(files), {}}); }

Loaded load_policy(const std::vector<std::string>& directories, unsigned owner,
                   const std::vector<std::string>& more) {
  auto stamps = toml::stamp_sources(directories);
  auto sources = toml::read_sources(directories, owner);
  for (const auto& path : more) add_file(path, sources);
  auto loaded = load(std::move(sources));
  loaded.stamps = std::move(stamps);
  for (auto& advice : toml::misplaced_files(directories))
    loaded.diagnostics.push_back(std::move(advice));
  return loaded;
}

}  // namespace rmcp::config
