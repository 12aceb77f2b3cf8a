// SPDX-License-Identifier: MIT
// Creates the file. Every step is relative to an opened folder, and follows no links: an obstacle
// is an error, not a place to write to.
#include "runtime-patch/record_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace rmcp::hsa {
namespace {

using memory_record::File;

/// How long the record of an ended process can be read.
constexpr std::time_t kKeepSeconds = 600;

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  void reset(int fd) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

bool mine(int folder) {
  struct stat status {};
  return ::fstat(folder, &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// Opens $XDG_RUNTIME_DIR/rmcp/memory, and creates missing parts. errno has the first reason.
bool open_folder(const char* runtime_dir, Fd& folder) {
  folder.reset(::open(runtime_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (const char* name : memory_record::kFolders) {
    if (folder.get() < 0) return false;
    if (::mkdirat(folder.get(), name, 0700) != 0 && errno != EEXIST) return false;
    folder.reset(::openat(folder.get(), name, kFolderFlags));
    if (folder.get() < 0) return false;
    if (!mine(folder.get())) return errno = EPERM, false;
  }
  return true;
}

/// The end that a record notes; 0 if it notes none, or is no record.
std::time_t noted_end(int folder, const char* name) {
  const Fd file(::openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  memory_record::Header header{};
  if (file.get() < 0 || ::pread(file.get(), &header, sizeof header, 0) != sizeof header ||
      std::memcmp(header.magic, memory_record::kMagic, sizeof header.magic) != 0 ||
      header.version != memory_record::kVersion)
    return 0;
  return static_cast<std::time_t>(header.ended_at);
}

/// The end of a file's process; of a process that was killed, or of a file of another kind, the
/// time of the file. 0 if there is no such file.
std::time_t last_sign(int folder, const char* name) {
  struct stat status {};
  if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return 0;
  const std::time_t end = S_ISREG(status.st_mode) ? noted_end(folder, name) : 0;
  return end ? end : status.st_mtime;
}

/// A record of a process that ended long enough ago.
bool stale(int folder, const char* name) {
  int pid = 0;
  const char* end = name + std::strlen(name);
  const auto [stopped, error] = std::from_chars(name, end, pid);
  if (error != std::errc() || stopped != end || pid <= 0) return false;
  if (::kill(pid, 0) == 0 || errno != ESRCH) return false;
  const std::time_t last = last_sign(folder, name);
  return last && std::time(nullptr) - last > kKeepSeconds;
}

void sweep(int folder) {
  const int copy = ::openat(folder, ".", kFolderFlags);
  DIR* entries = copy < 0 ? nullptr : ::fdopendir(copy);
  if (!entries) return;
  while (const dirent* entry = ::readdir(entries))
    if (stale(folder, entry->d_name)) ::unlinkat(folder, entry->d_name, 0);
  ::closedir(entries);
}

/// Field 22 of /proc/self/stat; 0 if it cannot be read.
std::uint64_t start_time() {
  char text[1024];
  const Fd file(::open("/proc/self/stat", O_RDONLY | O_CLOEXEC));
  const ssize_t size = file.get() < 0 ? -1 : ::read(file.get(), text, sizeof text - 1);
  if (size <= 0) return 0;
  text[size] = '\0';
  // The name of the program, in brackets, may contain any character.
  const char* at = std::strrchr(text, ')');
  for (int field = 2; at && field < 22; ++field) at = std::strchr(at + 1, ' ');
  return at ? std::strtoull(at + 1, nullptr, 10) : 0;
}

Text file_name() { return Text{} << static_cast<std::uint64_t>(::getpid()); }

File* map_file(int folder) {
  Text name = file_name();
  ::unlinkat(folder, name.c_str(), 0);  // of an earlier process with this number
  const Fd file(::openat(folder, name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) return nullptr;
  // Reserved, not just promised: on a full file system a write through a mapping ends the process.
  errno = ::posix_fallocate(file.get(), 0, sizeof(File));
  void* memory =
      errno ? MAP_FAILED
            : ::mmap(nullptr, sizeof(File), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  if (memory != MAP_FAILED) return static_cast<File*>(memory);
  const int reason = errno;
  ::unlinkat(folder, name.c_str(), 0);
  errno = reason;
  return nullptr;
}

void write_header(memory_record::Header& header) {
  header.version = memory_record::kVersion;
  header.row_size = sizeof(memory_record::Row);
  header.row_count = memory_record::kRowCount;
  header.state = memory_record::kRunning;
  header.start_time = start_time();
  // Last: readers ignore the rest without it.
  std::memcpy(header.magic, memory_record::kMagic, sizeof header.magic);
}

}  // namespace

File* map_record(const char* runtime_dir, Text& complaint) {
  if (!runtime_dir || runtime_dir[0] != '/') {
    complaint << "allocations are not recorded: XDG_RUNTIME_DIR is not set to a folder";
    return nullptr;
  }
  Fd folder(-1);
  File* file = nullptr;
  if (open_folder(runtime_dir, folder)) {
    sweep(folder.get());
    file = map_file(folder.get());
  }
  if (file)
    write_header(file->header);
  else
    complaint << "allocations are not recorded: " << runtime_dir
              << "/rmcp/memory: " << ::strerrordesc_np(errno);
  return file;
}

}  // namespace rmcp::hsa
