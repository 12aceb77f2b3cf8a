// SPDX-License-Identifier: MIT
// A process that somebody else may have prepared: what it has mapped is looked at, and nothing that
// lies in its place since.
#include "client/document/json.hpp"
#include "client/inspect/inspect.hpp"
#include "client/inspect/target.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

/// Sees whether a file is opened. A look at it, with O_PATH, does not count.
class OpenWatch {
 public:
  explicit OpenWatch(const std::string& path) : fd_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    EXPECT_GE(::inotify_add_watch(fd_, path.c_str(), IN_OPEN), 0) << path;
  }
  OpenWatch(const OpenWatch&) = delete;
  OpenWatch& operator=(const OpenWatch&) = delete;
  ~OpenWatch() { ::close(fd_); }

  [[nodiscard]] bool was_opened() const {
    std::array<char, 4096> events{};
    return ::read(fd_, events.data(), events.size()) > 0;
  }

 private:
  int fd_;
};

class MappedFileTest : public testing::Test {
 protected:
  MappedFileTest() {
    fs::copy_file("/proc/self/exe", library_);
    const int fd = ::open(library_.c_str(), O_RDONLY | O_CLOEXEC);
    mapped_ = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0);
    ::close(fd);
    EXPECT_NE(mapped_, MAP_FAILED);
    fs::remove(library_);
  }
  ~MappedFileTest() override { ::munmap(mapped_, 4096); }

  static void look_at_this_process() {
    InspectQuestion question;
    question.pid = static_cast<unsigned>(::getpid());
    const auto document = inspect(question);
    ASSERT_TRUE(document) << document.error();
    EXPECT_THAT(document->dump(), testing::HasSubstr("/librocblas.so.4"));
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (fs::canonical(folder_.path()) / name).string();
  }

  test::TemporaryFolder folder_;
  std::string library_ = path("librocblas.so.4");
  void* mapped_ = nullptr;
};

TEST_F(MappedFileTest, PipeInThePlaceOfALibraryIsNotOpened) {
  ASSERT_EQ(::mkfifo(library_.c_str(), 0600), 0);
  const OpenWatch watch(library_);
  look_at_this_process();
  EXPECT_FALSE(watch.was_opened());
}

TEST_F(MappedFileTest, LinkToAPipeIsNotFollowed) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  fs::create_symlink(path("pipe"), library_);
  const OpenWatch watch(path("pipe"));
  look_at_this_process();
  EXPECT_FALSE(watch.was_opened());
}

TEST_F(MappedFileTest, AnotherFileInThePlaceOfALibraryIsNotOpened) {
  fs::copy_file("/proc/self/exe", library_);
  const OpenWatch watch(library_);
  look_at_this_process();
  EXPECT_FALSE(watch.was_opened());
}

TEST_F(MappedFileTest, PipeIsNoLibraryForACommandEither) {
  ASSERT_EQ(::mkfifo(library_.c_str(), 0600), 0);
  const OpenWatch watch(library_);
  DiskFiles files;
  EXPECT_EQ(files.examine(library_).state, FileFacts::State::damaged);
  EXPECT_THAT(libraries_to_open(folder_.path(), files), testing::IsEmpty());
  EXPECT_FALSE(watch.was_opened());
}

}  // namespace
}  // namespace rmcp::client
