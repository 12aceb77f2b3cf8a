// SPDX-License-Identifier: MIT
// Reads /proc/PID/maps.
#include "client/inspect/mapped.hpp"

#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <sys/sysmacros.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDeleted = " (deleted)";
constexpr std::size_t kLargestList = 64 << 20;

std::string_view consume_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const auto word = line.substr(0, line.find(' '));
  line.remove_prefix(word.size());
  return word;
}

std::uint64_t number_in(std::string_view text, int base) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

/// The kernel writes a newline in a name as \012.
std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool newline = text.starts_with("\\012");
    out += newline ? '\n' : text.front();
    text.remove_prefix(newline ? 4 : 1);
  }
  return out;
}

/// `7f00-7f10 r-xp 00000000 fe:01 123  /usr/lib/x.so`; nothing for memory without a file or code.
std::optional<MappedFile> parse_line(std::string_view line) {
  MappedFile out;
  out.address = consume_word(line);
  const auto rights = consume_word(line);
  consume_word(line);  // offset
  const auto device = consume_word(line);
  out.id.inode = number_in(consume_word(line), 10);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const auto colon = device.find(':');
  if (rights.size() < 3 || rights[2] != 'x' || !line.starts_with('/') ||
      colon == std::string_view::npos)
    return std::nullopt;
  out.id.device = makedev(static_cast<unsigned>(number_in(device.substr(0, colon), 16)),
                          static_cast<unsigned>(number_in(device.substr(colon + 1), 16)));
  out.deleted = line.ends_with(kDeleted);
  if (out.deleted) line.remove_suffix(kDeleted.size());
  out.path = unescaped(line);
  return out;
}

std::vector<std::string> split_nul(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find('\0'));
    out.emplace_back(word);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  return out;
}

std::map<std::string, std::string> variables_in(std::string_view text) {
  std::map<std::string, std::string> out;
  for (const auto& word : split_nul(text))
    if (const auto equals = word.find('='); equals != std::string::npos)
      out.try_emplace(word.substr(0, equals), word.substr(equals + 1));
  return out;
}

/// The file itself: through the mapping, which needs root, or by its path in the process's root.
/// That may be another file by now: only the mapped one is opened.
void read_mapped(const MappedFile& mapped, const std::string& mapping, const sys::Root& root,
                 LoadedObject& out) {
  out.id = mapped.id;
  for (const bool by_mapping : {true, false}) {
    const auto place = by_mapping ? sys::Root().find(mapping) : root.find(out.path);
    if (!place || place->status.st_ino != mapped.id.inode) continue;
    const auto fd = place->open();
    if (!fd) continue;
    auto file = elf::read_elf(fd->get());
    if (!file) continue;
    out.elf = std::move(*file);
    // For overlays and btrfs the device in maps differs from that of stat(2).
    out.id = {place->status.st_dev, place->status.st_ino};
    if (by_mapping) out.reached_by = mapping;
    return;
  }
}

/// From the kernel's paths, which count from our root, to those in the process's root. One in
/// another mount namespace has no path from ours, and gets its own.
class OwnPaths {
 public:
  explicit OwnPaths(const std::string& root) {
    std::error_code error;
    root_ = fs::read_symlink(root, error).string();
    if (root_ == "/") root_.clear();
  }

  [[nodiscard]] std::string path(const std::string& kernels) const {
    if (root_.empty() || !kernels.starts_with(root_ + "/")) return kernels;
    return kernels.substr(root_.size());
  }
  [[nodiscard]] std::string target(const std::string& link) const {
    std::error_code error;
    return path(fs::read_symlink(link, error).string());
  }

 private:
  std::string root_;
};

bool is_our_root(const sys::Root& root) {
  const auto theirs = root.find("/"), ours = sys::Root().find("/");
  return theirs && ours && theirs->status.st_dev == ours->status.st_dev &&
         theirs->status.st_ino == ours->status.st_ino;
}

Failure enter_root(RunningProcess& process, const std::string& folder) {
  auto root = sys::Root::of(folder + "/root");
  if (!root)
    return fmt::format("process {}: cannot look into its root: {}", process.pid,
                       sys::describe_errno(root.error()));
  process.root = std::move(*root);
  process.has_own_root = !is_our_root(process.root);
  return {};
}

void add_mapped(RunningProcess& process, const std::string& folder, std::string_view maps,
                const OwnPaths& paths) {
  for (const auto& mapped : parse_maps(maps)) {
    LoadedObject object;
    object.path = paths.path(mapped.path);
    object.by = FoundBy::path;
    read_mapped(mapped, folder + "/map_files/" + mapped.address, process.root, object);
    if (mapped.deleted) process.deleted.push_back(object.path);
    process.loaded.objects.push_back(std::move(object));
  }
}

}  // namespace

std::vector<MappedFile> parse_maps(std::string_view text) {
  std::vector<MappedFile> out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    auto mapped = parse_line(line);
    if (mapped && std::ranges::find(out, mapped->id, &MappedFile::id) == out.end())
      out.push_back(std::move(*mapped));
  }
  return out;
}

Expected<RunningProcess> read_process(unsigned pid, const std::string& proc) {
  const auto folder = fmt::format("{}/{}", proc, pid);
  RunningProcess out{.pid = pid};
  if (!sys::exists(folder)) return tl::unexpected(fmt::format("process {}: no such process", pid));
  const auto maps = sys::read_file(folder + "/maps", kLargestList);
  if (!maps) {
    return tl::unexpected(fmt::format("process {}: cannot read its mappings: {}", pid,
                                      maps.error() == EACCES || maps.error() == EPERM
                                          ? "it belongs to another user; run as root"
                                          : sys::describe_errno(maps.error())));
  }
  if (const auto wrong = enter_root(out, folder)) return tl::unexpected(wrong);
  const OwnPaths paths(folder + "/root");
  out.program = paths.target(folder + "/exe");
  out.folder = paths.target(folder + "/cwd");
  out.command = split_nul(sys::read_file(folder + "/cmdline", kLargestList).value_or(""));
  if (const auto environment = sys::read_file(folder + "/environ", kLargestList))
    out.environment = variables_in(*environment);
  add_mapped(out, folder, *maps, paths);
  if (out.loaded.objects.empty())
    return tl::unexpected(fmt::format("process {}: has mapped no files; a kernel thread?", pid));
  return out;
}

}  // namespace rmcp::client
