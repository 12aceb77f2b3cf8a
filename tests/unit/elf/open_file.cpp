// SPDX-License-Identifier: MIT
#include "open_file.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace rmcp::elf {

std::string fixture(std::string_view name) { return std::string(RMCP_FIXTURES "/").append(name); }

std::string contents_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

MemoryFile::MemoryFile(std::string_view bytes) : fd_(::memfd_create("rmcp-test", MFD_CLOEXEC)) {
  EXPECT_GE(fd_, 0);
  replace(bytes);
}

MemoryFile::~MemoryFile() { ::close(fd_); }

void MemoryFile::replace(std::string_view bytes) const {
  EXPECT_EQ(::ftruncate(fd_, 0), 0);
  EXPECT_EQ(::pwrite(fd_, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
}

Expected<ElfFile> read_path(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_GE(fd, 0) << path;
  auto out = read_elf(fd);
  ::close(fd);
  return out;
}

Expected<ElfFile> read_bytes(std::string_view bytes) { return read_elf(MemoryFile(bytes).fd()); }

}  // namespace rmcp::elf
