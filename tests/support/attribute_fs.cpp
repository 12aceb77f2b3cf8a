// SPDX-License-Identifier: MIT
// The emulated attributes as a FUSE file system.
#include "attribute_fs.hpp"

#include "attribute_files.hpp"

#ifdef RMCP_HAVE_FUSE
#define FUSE_USE_VERSION 35
#include <fmt/format.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fuse3/fuse.h>
#include <thread>
#include <utility>
#endif

namespace rmcp::testbed {

#ifdef RMCP_HAVE_FUSE
namespace {

AttributeFiles& files() { return *static_cast<AttributeFiles*>(fuse_get_context()->private_data); }

void* init(fuse_conn_info*, fuse_config* config) {
  config->direct_io = 1;  // what a program reads is always asked for, whatever size a file claims
  config->entry_timeout = 0;
  config->attr_timeout = 0;
  config->negative_timeout = 0;
  return fuse_get_context()->private_data;
}

int get_attributes(const char* path, struct stat* status, fuse_file_info*) {
  *status = {};
  if (std::strcmp(path, "/") == 0) {
    status->st_mode = S_IFDIR | 0755;
    return 0;
  }
  if (!files().exists(path + 1)) return -ENOENT;
  status->st_mode = S_IFREG | 0644;
  status->st_nlink = 1;
  status->st_size = 4096;  // as sysfs says
  status->st_uid = ::getuid();
  status->st_gid = ::getgid();
  return 0;
}

int open_file(const char* path, fuse_file_info*) { return files().exists(path + 1) ? 0 : -ENOENT; }

int read_file(const char* path, char* buffer, std::size_t size, off_t offset, fuse_file_info*) {
  const auto text = files().read(path + 1);
  if (!text) return -text.error();
  const auto start = static_cast<std::size_t>(offset);
  if (start >= text->size()) return 0;
  return static_cast<int>(text->copy(buffer, size, start));
}

int write_file(const char* path, const char* buffer, std::size_t size, off_t, fuse_file_info*) {
  const int error = files().write(path + 1, std::string(buffer, size));
  return error == 0 ? static_cast<int>(size) : -error;
}

// Opening with O_TRUNC is harmless, as in sysfs.
int truncate_file(const char*, off_t, fuse_file_info*) { return 0; }

fuse_operations operations() {
  fuse_operations made{};
  made.init = init;
  made.getattr = get_attributes;
  made.open = open_file;
  made.read = read_file;
  made.write = write_file;
  made.truncate = truncate_file;
  return made;
}

}  // namespace

class AttributeFs::Impl {
 public:
  explicit Impl(Hooks hooks) : files(std::move(hooks)) {}
  ~Impl() {
    files.close();
    if (fuse == nullptr) return;
    if (loop.joinable()) {
      fuse_exit(fuse);
      fuse_unmount(fuse);  // wakes the loop
      loop.join();
    }
    fuse_destroy(fuse);
  }

  std::string start(const std::string& at) {
    directory = at;
    // Asked first, because fusermount3 would complain by itself where a user may not.
    if (::access("/dev/fuse", R_OK | W_OK) != 0)
      return fmt::format("FUSE: /dev/fuse: {}", std::strerror(errno));
    // Root's files have to be readable for the other users of a test; a user may not allow that.
    fuse_args arguments = FUSE_ARGS_INIT(0, nullptr);
    fuse_opt_add_arg(&arguments, "rmcp-machine");
    fuse_opt_add_arg(&arguments, ::geteuid() == 0 ? "-oallow_other,fsname=rmcp-machine"
                                                  : "-oauto_unmount,fsname=rmcp-machine");
    const fuse_operations made = operations();
    fuse = fuse_new(&arguments, &made, sizeof made, &files);
    fuse_opt_free_args(&arguments);
    if (fuse == nullptr) return "FUSE: cannot be set up";
    if (fuse_mount(fuse, at.c_str()) != 0) return "FUSE: " + at + ": cannot be mounted";
    loop = std::thread([this] {
      fuse_loop_config config{};
      config.max_idle_threads = 4;
      fuse_loop_mt(fuse, &config);
    });
    return "";
  }

  AttributeFiles files;
  std::string directory;
  struct fuse* fuse = nullptr;
  std::thread loop;
};

#else

class AttributeFs::Impl {
 public:
  explicit Impl(Hooks hooks) : files(std::move(hooks)) {}
  std::string start(const std::string&) { return "built without FUSE (fuse3)"; }

  AttributeFiles files;
  std::string directory;
};

#endif

Expected<std::unique_ptr<AttributeFs>> AttributeFs::mount(const std::string& directory,
                                                          Hooks hooks) {
  auto impl = std::make_unique<Impl>(std::move(hooks));
  if (std::string reason = impl->start(directory); !reason.empty()) {
    return tl::make_unexpected(std::move(reason));
  }
  return std::unique_ptr<AttributeFs>(new AttributeFs(std::move(impl)));
}

AttributeFs::AttributeFs(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AttributeFs::~AttributeFs() = default;

std::string AttributeFs::add(const std::string& device, const std::string& attribute,
                             const std::string& text) {
  impl_->files.add(device, attribute, text);
  return impl_->directory + "/" + AttributeFiles::file_name(device, attribute);
}

void AttributeFs::remove_all(const std::string& device, bool keep_core) {
  impl_->files.remove_all(device, keep_core);
}

bool AttributeFs::has(const std::string& device, const std::string& attribute) const {
  return impl_->files.has(device, attribute);
}

std::string AttributeFs::text(const std::string& device, const std::string& attribute) const {
  return impl_->files.text(device, attribute);
}

void AttributeFs::set_text(const std::string& device, const std::string& attribute,
                           const std::string& text) {
  impl_->files.set_text(device, attribute, text);
}

void AttributeFs::behave(const std::string& device, const std::string& attribute,
                         Behaviour behaviour) {
  impl_->files.behave(device, attribute, std::move(behaviour));
}

void AttributeFs::set_commits(const std::string& device, Commits commits) {
  impl_->files.set_commits(device, commits);
}

std::string AttributeFs::take_writes(const std::string& device) {
  return impl_->files.take_writes(device);
}

void AttributeFs::reset(const std::string& device, int error) { impl_->files.reset(device, error); }

void AttributeFs::release_all() { impl_->files.release_all(); }

}  // namespace rmcp::testbed
