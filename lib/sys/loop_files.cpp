// SPDX-License-Identifier: MIT
// Refuses paths outside the folders that answer from memory.
#include "lib/sys/loop_files.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace rmcp::sys {
namespace {

namespace fs = std::filesystem;

bool is_below(const std::vector<std::string>& folders, const std::string& path) {
  if (path.find("/../") != path.npos) return false;
  return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return path == folder || path.starts_with(folder + "/");
  });
}

[[noreturn]] void refuse(const std::string& path) {
  throw std::logic_error(fmt::format("{}: the loop must not touch it: it could block", path));
}

}  // namespace

LoopFiles::LoopFiles(const Paths& paths)
    : ours_{paths.runtime, paths.cdi},
      others_{paths.proc, paths.dev, "/dev", "/run", "/var/run"},
      proc_(paths.proc) {}

std::string LoopFiles::pci_driver(const std::string& syspath) {
  return link_name(syspath + "/driver");
}

std::uint64_t LoopFiles::pci_binding(const std::string& syspath) {
  return inode(syspath + "/driver");
}

std::string LoopFiles::boot_id() const {
  return read_attribute(proc_ + "/sys/kernel/random/boot_id").value_or("unknown");
}

const std::string& LoopFiles::readable(const std::string& path) const {
  if (!is_below(ours_, path) && !is_below(others_, path)) refuse(path);
  return path;
}

const std::string& LoopFiles::writable(const std::string& path) const {
  if (!is_below(ours_, path)) refuse(path);
  return path;
}

bool LoopFiles::exists(const std::string& path) const { return sys::exists(readable(path)); }

Result<std::string> LoopFiles::read(const std::string& path) const {
  return read_file(readable(path));
}

std::vector<std::string> LoopFiles::list(const std::string& path) const {
  return list_directory(readable(path));
}

std::string LoopFiles::link_target(const std::string& path) const {
  std::error_code error;
  return fs::read_symlink(readable(path), error);
}

Status LoopFiles::replace(const std::string& path, std::string_view text) const {
  return replace_file(writable(path), text, 0644, false);
}

Status LoopFiles::replace_link(const std::string& path, const std::string& target) const {
  return sys::replace_link(writable(path), target);
}

Status LoopFiles::make_directories(const std::string& path) const {
  return sys::make_directories(writable(path));
}

Status LoopFiles::remove(const std::string& path) const { return remove_file(writable(path)); }

Status LoopFiles::remove_all(const std::string& path) const {
  std::error_code error;
  fs::remove_all(writable(path), error);
  return Status(error.value());
}

void LoopFiles::remove_unfinished(const std::string& path) const {
  sys::remove_unfinished(writable(path));
}

}  // namespace rmcp::sys
