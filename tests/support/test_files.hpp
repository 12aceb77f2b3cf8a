// SPDX-License-Identifier: MIT
// Files and folders for the tests of the test bed.
#pragma once
#include "capture_files.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace rmcp::testbed {

inline std::string machines_directory() { return RMCP_MACHINES_DIR; }

inline std::vector<std::string> machine_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(machines_directory())) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

/// Names a test after the file it is about.
inline std::string file_stem(const testing::TestParamInfo<std::string>& info) {
  std::string stem = std::filesystem::path(info.param).stem().string();
  std::ranges::replace_if(
      stem, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return stem;
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    ::umask(022);  // what is in there may be trusted, which a group that may write to it prevents
    std::string pattern = (std::filesystem::temp_directory_path() / "rmcp-test.XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error(pattern);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  /// Makes the folders on the way; returns the whole path.
  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  std::string read(const std::string& name) const { return read_text(path_ + "/" + name); }

 private:
  std::string path_;
};

}  // namespace rmcp::testbed
