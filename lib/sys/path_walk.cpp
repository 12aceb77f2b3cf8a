// SPDX-License-Identifier: MIT
// Opens every component without following links, checks it, and steps into it by its descriptor.
#include "lib/sys/path_walk.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <filesystem>

namespace rmcp::sys {
namespace {

using sys::Fd;

constexpr int kMostLinks = 40;  // as many as the kernel follows
constexpr std::string_view kDevNull = "/dev/null";

}  // namespace

Failure distrust(const struct stat& status, unsigned owner, bool sticky_is_fine) {
  if (status.st_uid != 0 && status.st_uid != owner) {
    const auto allowed = owner == 0 ? std::string("root") : fmt::format("root or uid {}", owner);
    return fmt::format("is owned by uid {}, not by {}", status.st_uid, allowed);
  }
  const bool sticky = sticky_is_fine && S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
  if (S_ISLNK(status.st_mode) || sticky) return {};
  if ((status.st_mode & S_IWOTH) != 0) return "is writable by everyone";
  return (status.st_mode & S_IWGRP) != 0 ? "is writable by its group" : "";
}

tl::expected<Found, Refusal> PathWalk::follow(const std::string& path) {
  if (auto started = start(path); !started) return tl::unexpected(started.error());
  while (!rest_.empty()) {
    const auto done = enter(next_name());
    if (!done) return tl::unexpected(done.error());
    if (*done) return std::move(found_);
  }
  found_.name = ".";
  if (::fstat(here_.get(), &found_.status) != 0) return failed(errno);
  found_.parent = std::move(here_);
  return std::move(found_);
}

PathWalk::Step PathWalk::start(const std::string& path) {
  std::error_code ignored;
  const auto base = std::filesystem::current_path(ignored);
  prepend((base / path).string());  // an absolute path replaces the base
  asked_ = rest_.size();
  return enter_root();
}

PathWalk::Step PathWalk::enter_root() {
  here_.reset(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  place_.clear();
  struct stat status {};
  if (!here_ || ::fstat(here_.get(), &status) != 0) return failed(errno);
  return check("/", status);
}

void PathWalk::prepend(std::string_view path) {
  std::deque<std::string> parts;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    if (slash > 0 && path.substr(0, slash) != ".") parts.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  rest_.insert(rest_.begin(), std::make_move_iterator(parts.begin()),
               std::make_move_iterator(parts.end()));
}

std::string PathWalk::next_name() {
  in_link_ = rest_.size() > asked_;
  asked_ = std::min(asked_, rest_.size() - 1);
  auto name = std::move(rest_.front());
  rest_.pop_front();
  return name;
}

PathWalk::Step PathWalk::enter(const std::string& name) {
  Fd next(::openat(here_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!next || ::fstat(next.get(), &status) != 0) return failed(errno);
  const auto place = fmt::format("{}/{}", place_, name);
  if (S_ISLNK(status.st_mode)) return follow_link(next, place, status);
  if (S_ISDIR(status.st_mode)) {
    here_ = std::move(next);
    place_ = place;
    // The caller judges the last folder: the exception for sticky ones does not apply to it.
    return rest_.empty() ? Step(false) : check(place, status);
  }
  if (!rest_.empty()) return failed(ENOTDIR);
  found_.parent = std::move(here_);
  found_.name = name;
  found_.status = status;
  return true;
}

PathWalk::Step PathWalk::follow_link(const Fd& link, const std::string& place,
                                     const struct stat& status) {
  std::array<char, PATH_MAX> buffer{};
  const auto length = ::readlinkat(link.get(), "", buffer.data(), buffer.size());
  if (length < 0) return failed(errno);
  if (++links_ > kMostLinks) return failed(ELOOP);
  if (auto trusted = check(place, status); !trusted) return trusted;
  const std::string_view target(buffer.data(), static_cast<std::size_t>(length));
  if (target == kDevNull && rest_.empty()) {
    found_.null_link = true;
    return true;
  }
  prepend(target);
  return target.starts_with('/') ? enter_root() : Step(false);
}

PathWalk::Step PathWalk::check(const std::string& place, const struct stat& status) const {
  const auto reason = distrust(status, owner_, true);
  if (!reason) return false;
  return refused(fmt::format("cannot be trusted: {} {}", place, reason.text));
}

tl::unexpected<Refusal> PathWalk::failed(int error) const {
  if (error == ENOENT && !in_link_) return tl::unexpected(Refusal{true, "does not exist"});
  if (error == ENOENT) return refused("is a link to something that does not exist");
  return refused(fmt::format("cannot be opened: {}", sys::describe_errno(error)));
}

}  // namespace rmcp::sys
