// SPDX-License-Identifier: MIT
// Mounts with unshare(2), uid_map(5) and mount(2).
#include "client/launch/mount.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace rmcp::client {
namespace {

Failure mount_failed(std::string_view what) {
  return fmt::format("{}: {}", what, std::strerror(errno));
}

/// The user keeps the same ids; only these are known inside, so that files keep their owners.
Failure map_ids(uid_t uid, gid_t gid) {
  const std::pair<const char*, std::string> files[] = {
      {"/proc/self/setgroups", "deny"},
      {"/proc/self/uid_map", fmt::format("{0} {0} 1", uid)},
      {"/proc/self/gid_map", fmt::format("{0} {0} 1", gid)}};
  for (const auto& [path, text] : files)
    if (auto wrong = sys::failure_at(path, sys::write_attribute(path, text))) return wrong;
  return {};
}

Failure separate() {
  const auto uid = ::geteuid();
  const auto gid = ::getegid();
  if (uid == 0) return ::unshare(CLONE_NEWNS) == 0 ? "" : mount_failed("mount namespace");
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return mount_failed(
        "this system does not let users create namespaces (see user_namespaces(7)), and "
        "--mode=mount needs one");
  return map_ids(uid, gid);
}

}  // namespace

std::vector<BindMount> mounts_for(const ProgramFiles& what, const LoaderSetup& setup,
                                  const LibrarySet& set, Files& files) {
  std::vector<BindMount> out;
  for (const auto mode : {StartMode::as_is, StartMode::mount}) {
    for (const auto& library : try_start(what, mode, setup, set, files).libraries) {
      const auto* own = find_library(set, library.stem);
      if (own == nullptr || is_found_in(set, library.path)) continue;
      std::error_code error;
      const auto real = std::filesystem::canonical(library.path, error);
      BindMount mount{set.prefix + "/" + own->file, error ? library.path : real.string()};
      if (mount.from == mount.over || std::find(out.begin(), out.end(), mount) != out.end())
        continue;
      out.push_back(std::move(mount));
    }
  }
  return out;
}

Failure enter_with(const std::vector<BindMount>& mounts) {
  if (mounts.empty()) return {};
  if (auto wrong = separate()) return wrong;
  // The mounts are invisible outside, and vice versa.
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return mount_failed("/");
  for (const auto& [from, over] : mounts)
    if (::mount(from.c_str(), over.c_str(), nullptr, MS_BIND, nullptr) != 0)
      return mount_failed(fmt::format("{} over {}", from, over));
  return {};
}

}  // namespace rmcp::client
