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

Failure failed(std::string_view place, sys::Errno error) {
  return fmt::format("{}: {}", place, std::strerror(error));
}

Failure no_namespace(std::string_view place, sys::Errno error) {
  return failed(place, error)
      .after(
          "this system does not let users create namespaces (see user_namespaces(7), and with "
          "AppArmor sysctl kernel.apparmor_restrict_unprivileged_userns), and --mode=mount needs "
          "one: ");
}

/// The user keeps the same ids; only these are known inside, so that files keep their owners.
Failure map_ids(uid_t uid, gid_t gid) {
  const std::pair<const char*, std::string> files[] = {
      {"/proc/self/setgroups", "deny"},
      {"/proc/self/uid_map", fmt::format("{0} {0} 1", uid)},
      {"/proc/self/gid_map", fmt::format("{0} {0} 1", gid)}};
  for (const auto& [path, text] : files)
    if (const auto status = sys::write_attribute(path, text); status.failed())
      return failed_in_namespace(path, status.error());
  return {};
}

/// The mounts are invisible outside, and vice versa.
int make_private() { return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr); }

Failure separate_as_root() {
  if (::unshare(CLONE_NEWNS) != 0) return failed("mount namespace", errno);
  return make_private() == 0 ? Failure() : failed("/", errno);
}

Failure separate_as_user(uid_t uid, gid_t gid) {
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return no_namespace("unshare", errno);
  if (auto wrong = map_ids(uid, gid)) return wrong;
  return make_private() == 0 ? Failure() : failed_in_namespace("/", errno);
}

}  // namespace

Failure failed_in_namespace(std::string_view place, sys::Errno error) {
  return error == EPERM || error == EACCES ? no_namespace(place, error) : failed(place, error);
}

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
  const auto uid = ::geteuid();
  if (auto wrong = uid == 0 ? separate_as_root() : separate_as_user(uid, ::getegid())) return wrong;
  for (const auto& [from, over] : mounts)
    if (::mount(from.c_str(), over.c_str(), nullptr, MS_BIND, nullptr) != 0)
      return failed(fmt::format("{} over {}", from, over), errno);
  return {};
}

}  // namespace rmcp::client
