// SPDX-License-Identifier: MIT
// Tree entries in a folder.
#include "tree_writer.hpp"

#include "placement.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

void write_new_file(const fs::path& path, const std::string& content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (!out) throw std::system_error(errno, std::generic_category(), path.string());
}

// As sysfs does it, nobody sees half of a text.
void write_file(const fs::path& path, const std::string& content) {
  if (!fs::exists(path)) return write_new_file(path, content);
  const fs::path beside = path.string() + ".new";
  write_new_file(beside, content);
  fs::rename(beside, path);
}

}  // namespace

void write_entries(const std::string& root, const Entries& entries) {
  for (const Entry& entry : entries) {
    const fs::path path = fs::path(root) / entry.path;
    fs::create_directories(path.parent_path());
    switch (entry.kind) {
      case Entry::Kind::directory:
        fs::create_directories(path);
        break;
      case Entry::Kind::file:
        write_file(path, entry.content);
        break;
      case Entry::Kind::link:
        fs::remove(path);
        fs::create_symlink(entry.content, path);
        break;
    }
  }
}

void remove_entries(const std::string& root, const Entries& entries) {
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    fs::path path = fs::path(root) / entry->path;
    std::error_code ignored;
    // A folder that others still have files in stays: remove() refuses it.
    fs::remove(path, ignored);
    for (path = path.parent_path(); path != root; path = path.parent_path()) {
      if (!fs::remove(path, ignored)) break;
    }
  }
}

void write_tree(MachineFile machine, const std::string& directory) {
  Placement placement;
  placement.place(machine);
  write_entries(directory, machine_entries(machine));
}

}  // namespace rmcp::testbed
