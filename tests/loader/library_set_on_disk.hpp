// SPDX-License-Identifier: MIT
// A set of the shapes, in a folder that only we can write to.
#pragma once
#include "client/scan/scan.hpp"
#include "lib/verify/verify.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <elf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace rmcp::client::test {

class LibrarySetOnDisk : public testing::Test {
 protected:
  LibrarySetOnDisk() {
    std::filesystem::copy(RMCP_SHAPES "/whole", prefix(), std::filesystem::copy_options::recursive);
    for (const auto* folder : {"", "/rocm", "/rocm/lib"})
      ::chmod((folder_.path() + folder).c_str(), 0755);
    for (const auto& file : std::filesystem::directory_iterator(prefix() + "/lib"))
      ::chmod(file.path().c_str(), 0644);
    system_.glibc = "99";
    system_.glibcxx = "9.9.9";
    system_.folders = verify::read_system_libraries().folders;
  }

  std::string prefix() const { return folder_ / "rocm"; }
  std::string lib(const std::string& name) const { return prefix() + "/lib/" + name; }

  void put(const std::string& shape, const std::string& name) const {
    std::filesystem::remove(lib(name));
    std::filesystem::copy_file(RMCP_SHAPES "/spoilt/" + shape, lib(name));
    ::chmod(lib(name).c_str(), 0644);
  }

  /// Two bytes of a file, as the machine has them.
  void patch(const std::string& name, std::size_t at, std::uint16_t value) const {
    std::fstream file(lib(name), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(at));
    file.write(reinterpret_cast<const char*>(&value), at < EI_NIDENT ? 1 : sizeof value);
  }

  SetManifest scanned() const {
    auto set = scan_prefix(prefix(), {});
    EXPECT_TRUE(set) << set.error();
    set->set.name = "test";
    return set->set;
  }

  LibrarySet verified(SetManifest manifest, verify::Depth depth = verify::Depth::quick) const {
    LibrarySet set{std::move(manifest), {}};
    verify::verify_set(set, ::geteuid(), system_, depth);
    return set;
  }

  static std::string first(const LibrarySet& set) {
    return set.found.reasons.empty() ? "" : set.found.reasons.front();
  }

  const rmcp::test::TemporaryFolder folder_;
  verify::SystemLibraries system_;
};

}  // namespace rmcp::client::test
