// SPDX-License-Identifier: MIT
// Reads /proc/PID/maps.
#include "client/inspect/mapped.hpp"

#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
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

/// The file itself: through the mapping, which needs root, or through the process's own root
/// folder.
void read_mapped(const std::string& folder, const MappedFile& mapped, LoadedObject& out) {
  out.id = mapped.id;
  for (const auto& path :
       {folder + "/map_files/" + mapped.address, folder + "/root" + mapped.path}) {
    const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0 || info.st_ino != mapped.id.inode) continue;
    auto file = elf::read_elf(fd.get());
    if (!file) continue;
    out.elf = std::move(*file);
    // For overlays and btrfs the device in maps differs from that of stat(2).
    out.id = {info.st_dev, info.st_ino};
    return;
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
  std::error_code error;
  out.program = fs::read_symlink(folder + "/exe", error).string();
  out.command = split_nul(sys::read_file(folder + "/cmdline", kLargestList).value_or(""));
  if (const auto environment = sys::read_file(folder + "/environ", kLargestList))
    out.environment = variables_in(*environment);
  for (auto& mapped : parse_maps(*maps)) {
    LoadedObject object;
    read_mapped(folder, mapped, object);
    object.by = FoundBy::path;
    if (mapped.deleted) out.deleted.push_back(mapped.path);
    object.path = std::move(mapped.path);
    out.loaded.objects.push_back(std::move(object));
  }
  if (out.loaded.objects.empty())
    return tl::unexpected(fmt::format("process {}: has mapped no files; a kernel thread?", pid));
  return out;
}

}  // namespace rmcp::client
