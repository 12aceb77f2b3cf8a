// SPDX-License-Identifier: MIT
// A folder of links that is replaced as a whole: TOP/current links to one of two folders, so that a
// new one is complete before it takes the place of the other. An interrupted change leaves the old
// one, and the next change removes its remains.
#pragma once
#include "lib/sys/errno.hpp"

#include <map>
#include <string>

namespace rmcp::publish {

class LinkFolder {
 public:
  explicit LinkFolder(std::string top) : top_(std::move(top)) {}

  [[nodiscard]] const std::string& top() const { return top_; }
  [[nodiscard]] std::string current() const { return top_ + "/current"; }
  /// A file of the present folder; empty: none.
  [[nodiscard]] std::string text(const std::string& name) const;

  /// Relative paths with the targets of links, and with the texts of files.
  using Entries = std::map<std::string, std::string>;
  /// Replaces the present folder.
  sys::Status put(const Entries& links, const Entries& texts);
  /// Removes the folders; TOP stays.
  sys::Status remove();

 private:
  std::string top_;
};

/// Removes a folder with all of its contents; a missing one is no error.
sys::Status remove_folder(const std::string& path);

}  // namespace rmcp::publish
