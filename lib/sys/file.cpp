// SPDX-License-Identifier: MIT
// Small files read and written as a whole. Plain system calls: sysfs says a lot by its errno.
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

namespace rmcp::sys {
namespace {

/// sysfs limits an attribute to one page.
constexpr std::size_t kAttributeLimit = 4096;

/// Prefix of files that do not have their final name yet.
constexpr std::string_view kUnfinished = ".rmcp-new-";

/// Marks the ones of this process, which may be writing while leftovers are removed. More than the
/// process id, which an earlier process may have had.
std::string own_unfinished() {
  static const auto token = [] {
    std::uint32_t random = 0;
    return ::getrandom(&random, sizeof random, GRND_NONBLOCK) == sizeof random ? random : 0;
  }();
  return fmt::format("{}{:08x}.{}-", kUnfinished, token, ::getpid());
}

/// Repeats a read or write that a signal interrupted before it moved anything.
template <typename Call>
ssize_t retry(Call call) {
  ssize_t result;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

Result<Fd> open_file(const std::string& path, int flags) {
  Fd fd(::open(path.c_str(), flags | O_CLOEXEC));
  if (!fd) return tl::unexpected(errno);
  return fd;
}

Status write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = retry([&] { return ::write(fd, text.data(), text.size()); });
    if (written < 0) return Status(errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return kDone;
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// Everything that has to be on disk before the new file may replace the old one.
Status fill(int fd, std::string_view text, unsigned mode, bool durable) {
  if (::fchmod(fd, mode) != 0) return Status(errno);
  if (const auto written = write_all(fd, text); written.failed()) return written;
  return durable ? Status::of(::fsync(fd)) : kDone;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const auto fd = open_file(path, O_RDONLY);
  if (!fd) return tl::unexpected(fd.error());
  return read_rest(*fd, limit);
}

Result<std::string> read_rest(const Fd& file, std::size_t limit) {
  std::string text;
  std::array<char, 16384> buffer;
  for (;;) {
    const ssize_t got = retry([&] { return ::read(file.get(), buffer.data(), buffer.size()); });
    if (got < 0) return tl::unexpected(errno);
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > limit) return tl::unexpected(EFBIG);
  }
}

Result<std::string> read_attribute(const std::string& path) {
  const auto fd = open_file(path, O_RDONLY);
  if (!fd) return tl::unexpected(fd.error());
  std::array<char, kAttributeLimit> buffer;
  const ssize_t got = retry([&] { return ::read(fd->get(), buffer.data(), buffer.size()); });
  if (got < 0) return tl::unexpected(errno);
  std::string text(buffer.data(), static_cast<std::size_t>(got));
  // amdgpu pads pp_od_clk_voltage with NULs between its sections: in many kernels users of
  // smu_cmn_get_sysfs_buf count earlier output twice.
  std::erase(text, '\0');
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Status sync_directory(const std::string& path) {
  const auto fd = open_file(path, O_RDONLY | O_DIRECTORY);
  if (!fd) return Status(fd.error());
  return Status::of(::fsync(fd->get()));
}

Status write_attribute(const std::string& path, std::string_view text) {
  // sysfs ignores O_TRUNC; in a copied tree it cuts the tail of a longer old value.
  const auto fd = open_file(path, O_WRONLY | O_TRUNC);
  if (!fd) return Status(fd.error());
  const ssize_t written = retry([&] { return ::write(fd->get(), text.data(), text.size()); });
  if (written < 0) return Status(errno);
  return static_cast<std::size_t>(written) == text.size() ? kDone : Status(EIO);
}

Status create_file(const std::string& path, std::string_view text, unsigned mode) {
  const Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd) return Status(errno);
  auto status = fill(fd.get(), text, mode, true);
  if (status.done()) status = sync_directory(parent_of(path));
  if (status.failed()) ::unlink(path.c_str());
  return status;
}

Status replace_file(const std::string& path, std::string_view text, unsigned mode, bool durable) {
  auto temporary = fmt::format("{}/{}XXXXXX", parent_of(path), own_unfinished());
  const Fd fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd) return Status(errno);
  auto status = fill(fd.get(), text, mode, durable);
  if (status.done()) status = Status::of(::rename(temporary.c_str(), path.c_str()));
  if (status.failed()) {
    ::unlink(temporary.c_str());
    return status;
  }
  return durable ? sync_directory(parent_of(path)) : kDone;
}

void remove_unfinished(const std::string& folder) {
  for (const auto& name : list_directory(folder)) {
    const auto path = folder + "/" + name;
    if (name.starts_with(own_unfinished())) continue;
    if (name.starts_with(kUnfinished)) {
      ::unlink(path.c_str());
    } else if (link_name(path).empty()) {  // others write at the target of a link
      remove_unfinished(path);
    }
  }
}

Status replace_link(const std::string& path, const std::string& target) {
  const auto temporary = fmt::format("{}/{}link-{}", parent_of(path), own_unfinished(),
                                     path.substr(path.rfind('/') + 1));
  ::unlink(temporary.c_str());
  if (::symlink(target.c_str(), temporary.c_str()) != 0) return Status(errno);
  const auto renamed = Status::of(::rename(temporary.c_str(), path.c_str()));
  if (renamed.failed()) ::unlink(temporary.c_str());
  return renamed;
}

Status remove_file(const std::string& path) {
  const auto removed = Status::of(::unlink(path.c_str()));
  return removed.error() == ENOENT ? kDone : removed;
}

Status rename_file(const std::string& from, const std::string& to) {
  return Status::of(::rename(from.c_str(), to.c_str()));
}

Status make_directories(const std::string& path, unsigned mode) {
  if (::mkdir(path.c_str(), mode) == 0) return kDone;
  if (errno == ENOENT && parent_of(path) != path) {
    if (const auto above = make_directories(parent_of(path), mode); above.failed()) return above;
    if (::mkdir(path.c_str(), mode) == 0) return kDone;
  }
  if (errno != EEXIST) return Status(errno);
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return Status(errno);
  return S_ISDIR(info.st_mode) ? kDone : Status(ENOTDIR);
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::string link_name(const std::string& path) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  if (length <= 0) return {};
  const std::string_view text(target.data(), static_cast<std::size_t>(length));
  return std::string(text.substr(text.rfind('/') + 1));
}

std::uint64_t inode(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 ? info.st_ino : 0;
}

std::vector<std::string> list_directory(const std::string& path) {
  std::vector<std::string> names;
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) return names;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(directory);
  std::ranges::sort(names);
  return names;
}

}  // namespace rmcp::sys
