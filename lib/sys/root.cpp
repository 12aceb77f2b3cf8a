// SPDX-License-Identifier: MIT
// openat2(2) finds a path in a root; /proc/self/fd opens what was found.
#include "lib/sys/root.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <linux/openat2.h>

namespace rmcp::sys {
namespace {

std::string name_of(const Fd& handle) { return fmt::format("/proc/self/fd/{}", handle.get()); }

/// Where the kernel says that it is; "" if it does not.
std::string kernel_path(const Fd& handle) {
  std::error_code error;
  return std::filesystem::read_symlink(name_of(handle), error).string();
}

int find_in(int root, const std::string& path) {
  struct open_how how {};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how));
}

Result<Place> looked_at(Fd handle) {
  Place out{std::move(handle), {}};
  if (!out.handle || ::fstat(out.handle.get(), &out.status) != 0) return tl::unexpected(errno);
  return out;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool is_folder_entry(int folder, const struct dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
  struct stat status {};
  return ::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

}  // namespace

std::string describe_unread(Errno error) {
  return error == kNotRegular ? "is not a regular file" : describe_errno(error);
}

Result<std::string> read_regular(const std::string& path, std::size_t limit) {
  const auto file = Root().open(path);
  if (!file) return tl::unexpected(file.error());
  return read_rest(*file, limit);
}

Result<Fd> Place::open() const {
  if (!S_ISREG(status.st_mode)) return tl::unexpected(kNotRegular);
  Fd out(::open(name_of(handle).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!out) return tl::unexpected(errno);
  return out;
}

Result<Root> Root::of(const std::string& folder) {
  Fd handle(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!handle) return tl::unexpected(errno);
  const Fd itself(find_in(handle.get(), "/"));  // fails where the kernel has no openat2
  if (!itself) return tl::unexpected(errno);
  Root out;
  out.folder_ = std::make_shared<const Fd>(std::move(handle));
  return out;
}

Result<Place> Root::find(const std::string& path) const {
  return looked_at(
      Fd(folder_ ? find_in(folder_->get(), path) : ::open(path.c_str(), O_PATH | O_CLOEXEC)));
}

Result<Fd> Root::open(const std::string& path) const {
  const auto place = find(path);
  if (!place) return tl::unexpected(place.error());
  return place->open();
}

bool Root::exists(const std::string& path) const { return find(path).has_value(); }

bool Root::is_folder(const std::string& path) const {
  const auto place = find(path);
  return place && S_ISDIR(place->status.st_mode);
}

std::string Root::real_path(const std::string& path) const {
  const auto place = find(path);
  if (!place) return {};
  auto out = kernel_path(place->handle);
  // Of a chroot the kernel tells the path from outside, of another mount namespace from its root.
  const auto above = folder_ ? kernel_path(*folder_) : "/";
  if (above.size() > 1 && out.starts_with(above + "/")) out.erase(0, above.size());
  if (above.size() > 1 && out == above) out = "/";
  return out;
}

std::vector<Entry> Root::entries(const std::string& path) const {
  const auto place = find(path);
  if (!place || !S_ISDIR(place->status.st_mode)) return {};
  const int fd = ::open(name_of(place->handle).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseFolder> folder(fd < 0 ? nullptr : ::fdopendir(fd));
  if (!folder && fd >= 0) ::close(fd);
  std::vector<Entry> out;
  if (!folder) return out;
  while (const auto* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..")
      out.push_back({std::string(name), is_folder_entry(fd, *entry)});
  }
  std::ranges::sort(out, {}, &Entry::name);
  return out;
}

}  // namespace rmcp::sys
