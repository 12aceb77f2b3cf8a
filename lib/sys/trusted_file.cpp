// SPDX-License-Identifier: MIT
// Opens the end of a path once more for reading, and judges it by that descriptor.
#include "lib/sys/trusted_file.hpp"

#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/path_walk.hpp"
#include "lib/sys/root.hpp"

#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace rmcp::sys {
namespace {

using sys::Fd;

tl::unexpected<Refusal> failed(std::string_view what, int error) {
  return refused(fmt::format("cannot be {}: {}", what, sys::describe_errno(error)));
}

tl::expected<std::string, Refusal> read_all(const Fd& fd, std::size_t limit) {
  auto text = sys::read_rest(fd, limit);
  if (text) return std::move(*text);
  if (text.error() == EFBIG) return refused(fmt::format("is larger than {} KiB", limit >> 10));
  return failed("read", text.error());
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

std::unique_ptr<DIR, CloseDirectory> open_directory(const Found& found) {
  const int fd =
      ::openat(found.parent.get(), found.name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  auto* directory = fd < 0 ? nullptr : ::fdopendir(fd);
  if (directory == nullptr && fd >= 0) ::close(fd);
  return std::unique_ptr<DIR, CloseDirectory>(directory);
}

}  // namespace

tl::expected<TrustedText, Refusal> read_trusted(const std::string& path, unsigned owner,
                                                std::size_t limit) {
  auto found = PathWalk(owner).follow(path);
  if (!found) return tl::unexpected(found.error());
  if (found->null_link) return TrustedText{"", true};
  if (!S_ISREG(found->status.st_mode)) return refused(sys::describe_unread(sys::kNotRegular));
  // Non-blocking: since the walk it may have become a FIFO.
  const Fd fd(::openat(found->parent.get(), found->name.c_str(),
                       O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) return failed("opened", errno);
  if (!S_ISREG(status.st_mode)) return refused(sys::describe_unread(sys::kNotRegular));
  if (const auto reason = distrust(status, owner, false))
    return refused(fmt::format("cannot be trusted: {}", reason.text));
  auto text = read_all(fd, limit);
  if (!text) return tl::unexpected(text.error());
  const bool empty = text->empty();
  return TrustedText{std::move(*text), empty};
}

tl::expected<std::vector<std::string>, Refusal> list_trusted(const std::string& path,
                                                             unsigned owner,
                                                             std::string_view suffix) {
  auto found = PathWalk(owner).follow(path);
  if (!found) return tl::unexpected(found.error());
  if (found->null_link) return std::vector<std::string>{};
  if (!S_ISDIR(found->status.st_mode)) return refused("is not a folder");
  if (const auto reason = distrust(found->status, owner, false))
    return refused(fmt::format("cannot be trusted: {}", reason.text));
  const auto directory = open_directory(*found);
  if (!directory) return failed("opened", errno);
  std::vector<std::string> names;
  while (const auto* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (!name.starts_with('.') && name.ends_with(suffix)) names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace rmcp::sys
