// SPDX-License-Identifier: MIT
// Layered folders: decides which files are used, and whether they can be trusted.
#include "lib/toml/sources.hpp"

#include "lib/sys/trusted_file.hpp"
#include "lib/toml/document_check.hpp"

#include <fmt/format.h>

#include <map>

namespace rmcp::toml {
namespace {

constexpr std::string_view kDropIn = ".toml";

/// One kind of folder, profiles.d or policy.d, over all directories.
class Layers {
 public:
  Layers(std::string_view folder, bool profiles, unsigned owner)
      : folder_(folder), profiles_(profiles), owner_(owner) {}

  /// From the highest to the lowest precedence.
  void add(const std::string& directory, unsigned layer, std::vector<Diagnostic>& diagnostics) {
    const auto path = fmt::format("{}/{}", directory, folder_);
    const auto names = sys::list_trusted(path, owner_, kDropIn);
    if (!names) {
      complain(path, names.error(), diagnostics);
      return;
    }
    for (const auto& name : *names) {
      const auto [place, first] = files_.try_emplace(name);
      if (first) place->second = read(fmt::format("{}/{}", path, name), layer, diagnostics);
    }
  }

  void append_to(std::vector<SourceFile>& out) {
    for (auto& [name, file] : files_) {
      if (!file.path.empty()) out.push_back(std::move(file));
    }
  }

 private:
  static void complain(const std::string& path, const sys::Refusal& refusal,
                       std::vector<Diagnostic>& out) {
    if (!refusal.missing) out.push_back({Severity::error, {path, 0, 0, ""}, refusal.reason});
  }

  /// A file without a path stands for a missing one that masks those below it.
  SourceFile read(const std::string& path, unsigned layer,
                  std::vector<Diagnostic>& diagnostics) const {
    auto text = sys::read_trusted(path, owner_, kLargestFile);
    if (!text) complain(path, text.error(), diagnostics);
    if (!text || text->disabled) return {};
    return {path, std::move(text->text), profiles_, layer};
  }

  std::string_view folder_;
  bool profiles_;
  unsigned owner_;
  std::map<std::string, SourceFile> files_;  // by file name
};

}  // namespace

Sources read_sources(const std::vector<std::string>& directories, unsigned owner) {
  Sources sources;
  Layers profiles("profiles.d", true, owner);
  Layers policy("policy.d", false, owner);
  unsigned layer = 0;
  for (const auto& directory : directories) {
    profiles.add(directory, layer, sources.diagnostics);
    policy.add(directory, layer, sources.diagnostics);
    ++layer;
  }
  profiles.append_to(sources.files);
  policy.append_to(sources.files);
  return sources;
}

std::vector<sys::Stamp> stamp_sources(const std::vector<std::string>& directories) {
  std::vector<std::string> folders;
  for (const auto& directory : directories)
    for (const auto* folder : {"profiles.d", "policy.d"})
      folders.push_back(fmt::format("{}/{}", directory, folder));
  return sys::stamp_files(folders, kDropIn);
}

Sources read_folder(const std::vector<std::string>& directories, std::string_view folder,
                    unsigned owner) {
  Sources sources;
  Layers layers(folder, false, owner);
  unsigned layer = 0;
  for (const auto& directory : directories) layers.add(directory, layer++, sources.diagnostics);
  layers.append_to(sources.files);
  return sources;
}

}  // namespace rmcp::toml
