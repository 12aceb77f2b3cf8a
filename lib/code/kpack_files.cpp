// SPDX-License-Identifier: MIT
// Puts gfx targets in place of @GFXARCH@ by the names of existing files: the cards are not known
// here.
#include "lib/code/kpack_files.hpp"

#include "lib/elf/kpack_archive.hpp"

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
std::vector<Candidate> expand(const std::string& pattern, const sys::Root& root) {
  const auto mark = pattern.find(elf::kKpackTarget);
  if (mark == pattern.npos) return {{pattern, ""}};
  const auto begin = pattern.rfind('/', mark) + 1;
  const auto end = std::min(pattern.find('/', mark), pattern.size());
  const auto head = pattern.substr(begin, mark - begin);
  const auto tail_at = mark + elf::kKpackTarget.size();
  const auto tail = pattern.substr(tail_at, end - tail_at);
  std::vector<Candidate> out;
  for (const auto& [name, is_folder] : root.entries(pattern.substr(0, begin))) {
    if (name.size() <= head.size() + tail.size() || !name.starts_with(head) ||
        !name.ends_with(tail))
      continue;
    auto target = name.substr(head.size(), name.size() - head.size() - tail.size());
    if (!target.starts_with("gfx")) continue;
    out.push_back({pattern.substr(0, begin) + name + pattern.substr(end), std::move(target)});
  }
  return out;
}

/// HIP looks at regular files only.
sys::Fd open_regular(const std::string& path, const sys::Root& root, std::string& problem) {
  auto fd = root.open(path);
  if (fd) return std::move(*fd);
  if (fd.error() == sys::kNotRegular)
    problem = sys::describe_unread(fd.error());
  else if (fd.error() != ENOENT && fd.error() != ENOTDIR)
    problem = std::strerror(fd.error());
  return {};
}

/// Reads archives in the order in which HIP tries them. It takes the first one for a card's target,
/// and looks no further if the library's code is not in there.
class Reader {
 public:
  Reader(const std::string& library, const sys::Root& root) : library_(library), root_(root) {}

  void add(const Candidate& candidate) {
    if (files_.size() == kMostFiles) return;
    if (std::ranges::find(files_, candidate.path, &KpackFile::path) != files_.end()) return;
    KpackFile file{candidate.path, candidate.for_target, {}, ""};
    const auto fd = open_regular(candidate.path, root_, file.problem);
    if (!fd && file.problem.empty()) return;
    if (fd) read(fd.get(), file);
    files_.push_back(std::move(file));
  }

  std::vector<KpackFile> release() { return std::move(files_); }

 private:
  void read(int fd, KpackFile& file) {
    const auto archive = elf::read_kpack_archive(fd);
    if (!archive) {
      file.problem = archive.error().text;
      return;
    }
    const auto code = archive->code.find(library_);
    std::set<std::string> usable;
    for (const auto& target : archive->targets) {
      auto wanted = target_in_archive(file.for_target, target);
      if (!wanted || !decided_.insert(*wanted).second) continue;
      if (code != archive->code.end() && code->second.contains(target))
        usable.insert(std::move(*wanted));
    }
    file.targets.assign(usable.begin(), usable.end());
  }

  const std::string& library_;  // its name in archives
  const sys::Root& root_;
  std::vector<KpackFile> files_;
  std::set<std::string> decided_;  // targets that an archive before is for
};

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
                                        const KpackVariables& variables, const sys::Root& root) {
  if (variables.disabled) return {};
  Reader reader(reference.name, root);
  // Relative ones are relative to the program's working folder, which is not known here.
  const auto add_named = [&](const std::vector<std::string>& paths) {
    for (const auto& path : paths)
      if (path.starts_with('/')) reader.add({path, ""});
  };
  add_named(variables.instead.empty() ? variables.before : variables.instead);
  if (!variables.instead.empty()) return reader.release();
  for (const auto& path : reference.paths)
    for (const auto& candidate : expand(absolute_path(library, path), root)) reader.add(candidate);
  return reader.release();
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
