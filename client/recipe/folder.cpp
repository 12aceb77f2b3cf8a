// SPDX-License-Identifier: MIT
// Hashes, measures, copies and removes trees of files.
#include "client/recipe/folder.hpp"

#include "client/recipe/digest.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace rmcp::recipe {

namespace fs = std::filesystem;

namespace {

std::string line_of(const fs::path& path, const std::string& name) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) return "";
  std::error_code error;
  const auto target = S_ISLNK(info.st_mode) ? fs::read_symlink(path, error).string() : "";
  // A folder's size and time change with its contents, which are listed anyway.
  const bool folder = S_ISDIR(info.st_mode);
  return fmt::format("{}\t{:o}\t{}\t{}.{}\t{}", name, info.st_mode, folder ? 0 : info.st_size,
                     folder ? 0 : info.st_mtim.tv_sec, folder ? 0 : info.st_mtim.tv_nsec, target);
}

bool stays_below(const fs::path& file, const fs::path& root) {
  std::error_code error;
  const auto folder = fs::weakly_canonical(file.parent_path(), error);
  return !error && is_below(folder.string(), root.string());
}

}  // namespace

Expected<std::string> fingerprint(const std::string& folder) {
  std::vector<std::string> lines;
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error);
  for (const auto end = fs::end(it); !error && it != end; it.increment(error))
    lines.push_back(line_of(it->path(), it->path().lexically_relative(folder).string()));
  if (error) return tl::unexpected(fmt::format("{}: {}", folder, error.message()));
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& line : lines) text += line + '\0';
  return sha256_text(text);
}

std::uint64_t size_on_disk(const std::string& path) {
  constexpr std::uint64_t kBlock = 512;  // unit of st_blocks on every file system
  struct stat root {
  }, info{};
  if (::lstat(path.c_str(), &root) != 0) return 0;
  std::uint64_t blocks = static_cast<std::uint64_t>(root.st_blocks);
  std::set<ino_t> linked;  // a file with several names counts once
  std::error_code error;
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
  for (const auto end = fs::end(it); !error && it != end; it.increment(error)) {
    if (::lstat(it->path().c_str(), &info) != 0) continue;
    const bool elsewhere = info.st_dev != root.st_dev;
    if (elsewhere) it.disable_recursion_pending();
    const bool again =
        info.st_nlink > 1 && !S_ISDIR(info.st_mode) && !linked.insert(info.st_ino).second;
    if (!elsewhere && !again) blocks += static_cast<std::uint64_t>(info.st_blocks);
  }
  return blocks * kBlock;
}

void open_folders(const std::string& tree) {
  std::error_code error;  // whoever works in there says what is still in the way
  if (fs::symlink_status(tree, error).type() != fs::file_type::directory) return;
  fs::permissions(tree, fs::perms::owner_all, fs::perm_options::add, error);
  constexpr auto kOn = fs::directory_options::skip_permission_denied;
  // A folder is entered with the next step, that is after it has its rights.
  for (fs::recursive_directory_iterator it(tree, kOn, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code ignored;
    if (it->symlink_status(ignored).type() == fs::file_type::directory)
      fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
  }
}

Failure remove_tree(const std::string& path) {
  open_folders(path);
  std::error_code error;
  fs::remove_all(path, error);
  return error ? Failure(fmt::format("{}: cannot be removed: {}", path, error.message()))
               : Failure();
}

Failure make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  return error ? Failure(fmt::format("{}: {}", path, error.message())) : Failure();
}

Failure copy_files(const std::string& from, const std::string& to,
                   const std::vector<std::string>& names) {
  std::error_code error;
  const auto root = fs::canonical(from, error);
  for (const auto& name : names) {
    const auto file = root / name, target = fs::path(to) / name;
    if (!stays_below(file, root))
      return fmt::format("{}: a link on the way leads out of {}", name, from);
    const auto status = fs::symlink_status(file, error);
    if (fs::is_symlink(status))
      return fmt::format("{}: is a link, and links are not patched", name);
    if (!fs::is_regular_file(status)) continue;
    error.clear();
    fs::create_directories(target.parent_path(), error);
    if (!error) fs::copy_file(file, target, fs::copy_options::overwrite_existing, error);
    if (error) return fmt::format("{}: {}", file.string(), error.message());
  }
  return {};
}

std::string nearest_there(std::string path) {
  while (!path.empty() && !sys::exists(path)) path.resize(path.rfind('/'));
  return path.empty() ? "/" : path;
}

std::string real_path(const std::string& path) {
  std::error_code error;
  auto real = fs::weakly_canonical(path, error).string();
  while (real.size() > 1 && real.ends_with('/')) real.pop_back();  // of "x/."
  return error ? path : real;
}

bool is_below(const std::string& path, const std::string& folder) {
  return path == folder || folder == "/" || path.starts_with(folder + "/");
}

}  // namespace rmcp::recipe
