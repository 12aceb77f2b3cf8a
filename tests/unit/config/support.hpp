// SPDX-License-Identifier: MIT
// Shared by the tests of config: texts to parse, folders to read, policies as text.
#pragma once
#include "daemon/config/loader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::config::test {

/// Parses one policy file called "test.toml".
Loaded parse(std::string text);

/// Every diagnostic as `LINE:COL: message`.
std::vector<std::string> messages(const Loaded& loaded);

/// All that a policy says, file names shortened, one line a fact.
std::string dump(const Policy& policy);

/// Reads a file that has to be there.
std::string slurp(const std::string& path);

/// The files in a folder of the source tree that end in `suffix`, sorted, as full paths.
std::vector<std::string> files_in(const std::string& folder, std::string_view suffix);

/// The part of a path that can be part of a test's name.
std::string test_name(const std::string& path);

/// A folder of our own, gone with the test. Modes do not depend on the umask.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view below) const { return path_ + "/" + std::string(below); }

  /// Each makes the folders that lead to it and returns the full path.
  std::string make(std::string_view below, unsigned mode = 0755) const;
  std::string write(std::string_view below, std::string_view text, unsigned mode = 0644) const;
  std::string link(std::string_view below, const std::string& target) const;

 private:
  std::string path_;
};

}  // namespace rmcp::config::test
