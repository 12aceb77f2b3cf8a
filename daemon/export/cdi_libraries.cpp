// SPDX-License-Identifier: MIT
#include "export/cdi_libraries.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rmcp::exported {
namespace {

/// Where rocBLAS, hipBLASLt and MIOpen look, from the folder that they lie in.
constexpr std::array<std::string_view, 2> kBesideLibraries{"rocblas/library", "hipblaslt/library"};
constexpr std::string_view kMiopenData = "share/miopen";

std::string folder_of(const std::string& file) {
  const auto slash = file.rfind('/');
  return slash == file.npos ? std::string() : file.substr(0, slash + 1);
}

/// The rest of a path below the prefix; empty when it is elsewhere.
std::string below(const std::string& path, const std::string& prefix) {
  return path.starts_with(prefix + "/") ? path.substr(prefix.size() + 1) : std::string();
}

class Mounts {
 public:
  Mounts(const LibrarySet& set, const std::function<bool(const std::string&)>& exists)
      : set_(set), exists_(exists), inside_(container_prefix(set)) {}

  std::vector<CdiMount> find() {
    for (const auto& library : set_.libraries) add_library(library);
    add_data(std::string(kMiopenData));
    for (const auto& [name, value] : set_.environment)
      if (const auto path = below(value, set_.prefix); !path.empty()) add_data(path);
    return std::move(out_);
  }

 private:
  void add_library(const SetLibrary& library) {
    const auto folder = folder_of(library.file);
    auto names = library.aliases;
    names.insert(names.begin(),
                 library.soname.empty() ? library.file.substr(folder.size()) : library.soname);
    for (const auto& name : names) add(library.file, folder + name);
    for (const auto data : kBesideLibraries) add_data(folder + std::string(data));
  }

  void add_data(const std::string& path) {
    if (exists_(set_.prefix + "/" + path)) add(path, path);
  }

  void add(const std::string& file, const std::string& as) {
    CdiMount mount{set_.prefix + "/" + file, inside_ + "/" + as};
    const auto same = [&](const CdiMount& m) { return m.container == mount.container; };
    if (std::none_of(out_.begin(), out_.end(), same)) out_.push_back(std::move(mount));
  }

  const LibrarySet& set_;
  const std::function<bool(const std::string&)>& exists_;
  std::string inside_;
  std::vector<CdiMount> out_;
};

}  // namespace

std::string container_prefix(const LibrarySet& set) { return "/opt/rmcp/" + set.name; }

std::vector<CdiMount> library_mounts(const LibrarySet& set,
                                     const std::function<bool(const std::string&)>& exists) {
  return Mounts(set, exists).find();
}

LibrarySet in_container(LibrarySet set) {
  const auto inside = container_prefix(set);
  for (auto& [name, value] : set.environment)
    if (const auto path = below(value, set.prefix); !path.empty()) value = inside + "/" + path;
  set.prefix = inside;
  return set;
}

}  // namespace rmcp::exported
