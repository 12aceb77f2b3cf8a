// SPDX-License-Identifier: MIT
// Walks a path hop by hop with descriptors and trusts no folder or link that others could change.
#pragma once
#include "lib/sys/fd.hpp"
#include "lib/sys/trusted_file.hpp"
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <sys/stat.h>

#include <deque>
#include <string>
#include <string_view>

namespace rmcp::sys {

/// The end of a path, and the folder that contains it.
struct Found {
  sys::Fd parent;
  std::string name;  // in parent; "." for the folder itself
  struct stat status {};
  bool null_link = false;  // the path ends in a link to /dev/null
};

class PathWalk {
 public:
  explicit PathWalk(unsigned owner) : owner_(owner) {}

  /// Once per object. Judges only the way to the object, not the object itself.
  tl::expected<Found, Refusal> follow(const std::string& path);

 private:
  using Step = tl::expected<bool, Refusal>;  // true: the end of the path

  Step start(const std::string& path);
  Step enter_root();
  void prepend(std::string_view path);
  std::string next_name();
  Step enter(const std::string& name);
  Step follow_link(const sys::Fd& link, const std::string& place, const struct stat& status);
  [[nodiscard]] Step check(const std::string& place, const struct stat& status) const;
  [[nodiscard]] tl::unexpected<Refusal> failed(int error) const;

  unsigned owner_;
  sys::Fd here_;
  std::string place_;             // of here_, for messages; "" is the root
  std::deque<std::string> rest_;  // the rest of the path
  std::size_t asked_ = 0;         // number of components at the end of rest_ that the caller named
  bool in_link_ = false;          // the current component comes out of a link
  int links_ = 0;
  Found found_;
};

/// Do not use the object.
inline tl::unexpected<Refusal> refused(std::string reason) {
  return tl::unexpected(Refusal{false, std::move(reason)});
}

/// The reason not to trust an object. A sticky folder may be writable by
/// all if the caller allows it.
Failure distrust(const struct stat& status, unsigned owner, bool sticky_is_fine);

}  // namespace rmcp::sys
