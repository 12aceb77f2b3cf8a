// SPDX-License-Identifier: MIT
// Compares the free space on disks with a recipe's needs.
#include "client/recipe/space.hpp"

#include "client/recipe/folder.hpp"
#include "client/recipe/size.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <set>

namespace rmcp::recipe {
namespace {

struct Sum {
  std::string folder;
  std::uint64_t device = 0, free = 0, needed = 0, missing = 0;
};

std::string describe(const Sum& sum) {
  const auto needed = size_text(sum.needed), missing = size_text(sum.missing);
  const auto what =
      missing == needed ? needed : fmt::format("another {} of its {}", missing, needed);
  return fmt::format("{}: {} are free, the recipe needs {}", sum.folder, size_text(sum.free), what);
}

SpaceNeeded space_needed(const std::string& path, std::uint64_t needed) {
  SpaceNeeded need{.folder = nearest_there(path), .needed = needed};
  struct stat info {};
  struct statvfs space {};
  if (::stat(need.folder.c_str(), &info) == 0) need.device = info.st_dev;
  if (::statvfs(need.folder.c_str(), &space) == 0)
    need.free = std::uint64_t{space.f_bavail} * space.f_frsize;
  return need;
}

constexpr std::uint64_t kNearlyNothing = 1 << 20;

/// "0 B are free", or "" if a program could go on there. Root may use what is kept for it.
std::string fullness(const struct statvfs& space) {
  const bool root = ::geteuid() == 0;
  const auto free = std::uint64_t{root ? space.f_bfree : space.f_bavail} * space.f_frsize;
  if (free < kNearlyNothing) return size_text(free) + " are free";
  // Some file systems count no inodes.
  const bool no_file = space.f_files != 0 && (root ? space.f_ffree : space.f_favail) == 0;
  return no_file ? "no inode is free" : "";
}

}  // namespace

std::vector<std::string> shortages(const std::vector<SpaceNeeded>& needed) {
  std::vector<Sum> sums;
  for (const auto& need : needed) {
    auto sum = std::find_if(sums.begin(), sums.end(),
                            [&](const Sum& other) { return other.device == need.device; });
    if (sum == sums.end()) sum = sums.insert(sum, {need.folder, need.device, need.free, 0, 0});
    sum->needed += need.needed;
    sum->missing += need.missing();
  }
  std::vector<std::string> out;
  for (const auto& sum : sums)
    if (sum.missing > sum.free) out.push_back(describe(sum));
  return out;
}

std::vector<std::string> check_space(const Recipe& recipe, const Places& places) {
  auto work = space_needed(places.work, recipe.disk_space);
  auto prefix = space_needed(places.prefix, recipe.install_space);
  if (shortages({work, prefix}).empty()) return {};
  work.held = size_on_disk(places.work);
  prefix.held = size_on_disk(places.prefix);
  return shortages({work, prefix});
}

Result<void> need_room(const Site& site, const std::string& what) {
  const auto wrong = check_space(site.recipe, site.places);
  if (wrong.empty()) return {};
  return failure(fmt::format("{}: not started: {}", what, fmt::join(wrong, "; ")));
}

std::string full_disks(const Site& site) {
  const auto temporary = site.inherited.find("TMPDIR");
  std::string out;
  std::set<dev_t> seen;
  for (const auto& path : {site.places.work, site.places.prefix,
                           temporary == site.inherited.end() ? "/tmp" : temporary->second}) {
    const auto folder = nearest_there(path);
    struct stat info {};
    struct statvfs space {};
    if (::stat(folder.c_str(), &info) != 0 || !seen.insert(info.st_dev).second) continue;
    if (::statvfs(folder.c_str(), &space) != 0) continue;
    if (const auto full = fullness(space); !full.empty())
      out += fmt::format("; {}: {}", folder, full);
  }
  return out;
}

}  // namespace rmcp::recipe
