// SPDX-License-Identifier: MIT
// Puts gfx targets in place of @GFXARCH@ by the names of existing files: the cards are not known
// here.
#include "lib/code/kpack_files.hpp"

#include "lib/elf/kpack_archive.hpp"
#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

namespace rmcp::code {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 256;  // more than there are gfx targets with features

struct Candidate {
  std::string path;
  std::string for_target;
};

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(':', at), list.size());
    if (end > at) out.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool is_flag_set(const std::string& value) { return !value.empty() && value.front() != '0'; }

std::string absolute_path(const std::string& library, const std::string& path) {
  const auto base = fs::path(library).parent_path();
  return (base / path).lexically_normal().string();
}

/// Existing paths of a pattern with a target in it, by the names in one folder.
std::vector<Candidate> expand(const std::string& pattern, const std::string& root) {
  const auto mark = pattern.find(elf::kKpackTarget);
  if (mark == pattern.npos) return {{pattern, ""}};
  const auto begin = pattern.rfind('/', mark) + 1;
  const auto end = std::min(pattern.find('/', mark), pattern.size());
  const auto head = pattern.substr(begin, mark - begin);
  const auto tail_at = mark + elf::kKpackTarget.size();
  const auto tail = pattern.substr(tail_at, end - tail_at);
  std::vector<Candidate> out;
  for (const auto& name : sys::list_directory(root + pattern.substr(0, begin))) {
    if (name.size() <= head.size() + tail.size() || !name.starts_with(head) ||
        !name.ends_with(tail))
      continue;
    auto target = name.substr(head.size(), name.size() - head.size() - tail.size());
    if (!target.starts_with("gfx")) continue;
    out.push_back({pattern.substr(0, begin) + name + pattern.substr(end), std::move(target)});
  }
  return out;
}

/// HIP looks at regular files only, and opening others could have effects.
sys::Fd open_regular(const std::string& path, std::string& problem) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) problem = std::strerror(errno);
    return {};
  }
  if (!S_ISREG(info.st_mode)) {
    problem = "it is no regular file";
    return {};
  }
  sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) problem = std::strerror(errno);
  return fd;
}

std::vector<std::string> usable_targets(const elf::KpackArchive& archive,
                                        const std::string& library, const std::string& for_target) {
  std::set<std::string> out;
  if (const auto code = archive.code.find(library); code != archive.code.end())
    for (const auto& target : code->second)
      if (auto usable = target_in_archive(for_target, target)) out.insert(std::move(*usable));
  return {out.begin(), out.end()};
}

std::optional<KpackFile> read_file(const Candidate& candidate, const std::string& library,
                                   const std::string& root) {
  KpackFile out{candidate.path, candidate.for_target, {}, ""};
  const auto fd = open_regular(root + candidate.path, out.problem);
  if (!fd && out.problem.empty()) return std::nullopt;
  if (!fd) return out;
  const auto archive = elf::read_kpack_archive(fd.get());
  if (!archive)
    out.problem = archive.error().text;
  else
    out.targets = usable_targets(*archive, library, candidate.for_target);
  return out;
}

std::vector<std::string> patterns_of(const std::string& library,
                                     const elf::KpackReference& reference,
                                     const KpackVariables& variables) {
  if (!variables.instead.empty()) return variables.instead;
  auto out = variables.before;
  for (const auto& path : reference.paths) out.push_back(absolute_path(library, path));
  return out;
}

std::vector<std::string_view> features_of(std::string_view target) {
  std::vector<std::string_view> out;
  for (auto at = target.find(':'); at != target.npos;) {
    const auto end = std::min(target.find(':', at + 1), target.size());
    out.push_back(target.substr(at + 1, end - at - 1));
    at = end == target.size() ? target.npos : end;
  }
  return out;
}

}  // namespace

KpackVariables kpack_variables(const std::function<std::string(const char*)>& environment) {
  return {.instead = split_list(environment("ROCM_KPACK_PATH")),
          .before = split_list(environment("ROCM_KPACK_PATH_PREFIX")),
          .disabled = is_flag_set(environment("ROCM_KPACK_DISABLE"))};
}

std::vector<KpackFile> find_kpack_files(const std::string& library,
                                        const elf::KpackReference& reference,
                                        const KpackVariables& variables, const std::string& root) {
  std::vector<KpackFile> out;
  if (variables.disabled) return out;
  for (const auto& pattern : patterns_of(library, reference, variables)) {
    // Variables name archives by relative paths only by mistake: relative to which folder is not
    // known here.
    if (!pattern.starts_with('/')) continue;
    for (const auto& candidate : expand(pattern, root)) {
      if (std::ranges::find(out, candidate.path, &KpackFile::path) != out.end()) continue;
      if (out.size() == kMostFiles) return out;
      if (auto file = read_file(candidate, reference.name, root)) out.push_back(std::move(*file));
    }
  }
  return out;
}

std::optional<std::string> target_in_archive(std::string_view for_target, std::string_view target) {
  if (for_target.empty() || for_target == target) return std::string(target);
  std::string out(target.substr(0, target.find(':')));
  if (for_target.substr(0, for_target.find(':')) != out) return std::nullopt;
  // A card looks for it under each subset of its own features: it has those of both names.
  std::set<std::string_view, std::greater<>> features;
  for (const auto name : {for_target, target})
    for (const auto feature : features_of(name)) features.insert(feature);
  std::set<std::string_view> names;
  for (const auto feature : features)
    if (!feature.empty() && !names.insert(feature.substr(0, feature.size() - 1)).second)
      return std::nullopt;  // on and off
  for (const std::string_view first : {"sramecc", "xnack"})
    for (const auto feature : features)
      if (feature.starts_with(first)) out.append(":").append(feature);
  return out;
}

}  // namespace rmcp::code
