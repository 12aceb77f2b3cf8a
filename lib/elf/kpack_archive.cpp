// SPDX-License-Identifier: MIT
// Reads the table of contents, and checks that the code which it lists can be in the file. All
// numbers of the header and of the frames are little-endian.
#include "lib/elf/kpack_archive.hpp"

#include "lib/elf/elf_strings.hpp"
#include "lib/elf/little_endian.hpp"
#include "lib/elf/message_pack.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <vector>

namespace rmcp::elf {
namespace {

constexpr std::size_t kArchiveHeader = 16;
constexpr std::string_view kArchiveMagic = "KPAK";
constexpr std::uint64_t kArchiveVersion = 1;
constexpr std::uint64_t kLargestTable = 16 << 20;
constexpr std::size_t kMostLibraries = 1 << 16;
constexpr std::size_t kMostTargets = 256;
constexpr std::uint64_t kLargestBlob = std::uint64_t{4} << 30;  // HIP's loader refuses more
constexpr std::uint64_t kMostFrames = 1 << 20;                  // likewise

struct Blob {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

struct Table {
  KpackArchive archive;
  std::string compression;
  Blob zstd;
  std::vector<Blob> blobs;
  std::uint64_t ordinals = 0;  // one more than the highest
};

/// "lib/libx.so" of "lib/libx.so#12".
std::string library_of(std::string_view name) {
  const auto at = name.rfind('#');
  const bool numbered = at != name.npos && at + 1 < name.size() &&
                        name.find_first_not_of("0123456789", at + 1) == name.npos;
  return std::string(numbered ? name.substr(0, at) : name);
}

class TableReader {
 public:
  Failure take(const MessagePath& path, MessageValue&& value) {
    if (path.empty()) return {};
    const auto& key = path.front();
    if (key == "toc" && path.size() == 4 && path[3] == "ordinal") return add_code(path, value);
    if (key == "gfx_arches" && path.size() == 2) return add_target(std::move(value));
    if (key == "blobs" && path.size() == 3) return add_blob(path.back(), value);
    if (path.size() != 1) return {};
    if (key == "compression_scheme" && value.text) table_.compression = std::move(*value.text);
    if (key == "zstd_offset" && value.number) table_.zstd.offset = *value.number;
    if (key == "zstd_size" && value.number) table_.zstd.size = *value.number;
    return {};
  }

  Table release() { return std::move(table_); }

 private:
  Failure add_target(MessageValue&& value) {
    auto& targets = table_.archive.targets;
    if (!value.text) return "its list of gfx targets has something other than names";
    if (targets.size() == kMostTargets) return "it is for more gfx targets than exist";
    targets.insert(std::move(*value.text));
    return {};
  }

  Failure add_code(const MessagePath& path, const MessageValue& value) {
    if (!value.number) return "its table of contents has an ordinal that is no number";
    auto& code = table_.archive.code;
    auto library = library_of(path[1]);
    auto at = code.find(library);
    if (at == code.end() && code.size() == kMostLibraries)
      return "it has code of more libraries than any ROCm has";
    if (at == code.end()) at = code.try_emplace(std::move(library)).first;
    if (at->second.size() == kMostTargets) return "it is for more gfx targets than exist";
    at->second.insert(path[2]);
    if (*value.number >= kMostFrames) return "its table of contents has an ordinal beyond its code";
    table_.ordinals = std::max(table_.ordinals, *value.number + 1);
    return {};
  }

  /// The keys of one blob come in any order: a key that is there already begins the next.
  Failure add_blob(const std::string& key, const MessageValue& value) {
    if (!value.number || (key != "offset" && key != "size")) return {};
    auto& seen = key == "offset" ? offsets_ : sizes_;
    const auto place = seen++;
    if (place >= kMostFrames) return "it has more code objects than any archive";
    if (place >= table_.blobs.size()) table_.blobs.resize(place + 1);
    (key == "offset" ? table_.blobs[place].offset : table_.blobs[place].size) = *value.number;
    return {};
  }

  Table table_;
  std::size_t offsets_ = 0;
  std::size_t sizes_ = 0;
};

bool is_within(const Blob& blob, std::uint64_t size) {
  return blob.offset <= size && blob.size <= size - blob.offset;
}

/// A number of frames, and each frame behind its size.
Failure check_frames(int fd, const Table& table) {
  const auto& [offset, size] = table.zstd;
  const auto count_bytes = bytes_at(fd, offset, 4);
  if (size < 4 || count_bytes.size() < 4) return "its code is cut off";
  const auto count = little_endian(count_bytes, 0, 4);
  if (count > kMostFrames) return "it has more code objects than any archive";
  if (count < table.ordinals) return "its table of contents names code that it does not have";
  std::uint64_t at = 4;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto length = size - at >= 4 ? bytes_at(fd, offset + at, 4) : "";
    if (length.size() < 4) return "its code is cut off";
    const auto frame = little_endian(length, 0, 4);
    at += 4;
    if (frame > size - at) return "its code is cut off";
    at += frame;
  }
  return {};
}

Failure check_code(int fd, const Table& table, std::uint64_t file_size) {
  if (table.compression == "none") {
    if (table.blobs.size() < table.ordinals)
      return "its table of contents names code that it does not have";
    const bool fits = std::ranges::all_of(
        table.blobs, [&](const Blob& blob) { return is_within(blob, file_size); });
    return fits ? Failure() : "its code is cut off";
  }
  if (table.compression != "zstd-per-kernel") return "its code is compressed by an unknown method";
  if (table.zstd.size > kLargestBlob) return "its code is larger than HIP reads";
  if (!is_within(table.zstd, file_size)) return "its code is cut off";
  return check_frames(fd, table);
}

Expected<std::string> table_bytes(int fd, std::uint64_t file_size) {
  const auto header = bytes_at(fd, 0, kArchiveHeader);
  if (!header.starts_with(kArchiveMagic)) return tl::unexpected(Failure("it is no kpack archive"));
  if (header.size() < kArchiveHeader) return tl::unexpected(Failure("it is cut off"));
  if (const auto version = little_endian(header, 4, 4); version != kArchiveVersion)
    return tl::unexpected(Failure(fmt::format("it has the unknown version {}", version)));
  const auto at = little_endian(header, 8, 8);
  if (at < kArchiveHeader || at >= file_size)
    return tl::unexpected(Failure("its table of contents is not in the file"));
  if (file_size - at > kLargestTable)
    return tl::unexpected(Failure("its table of contents is larger than 16 MiB"));
  return bytes_at(fd, at, static_cast<std::size_t>(file_size - at));
}

/// HIP takes an archive by its list of targets, and then looks for the library's code.
void drop_unlisted(KpackArchive& archive) {
  for (auto& [library, targets] : archive.code)
    std::erase_if(targets, [&](const auto& target) { return !archive.targets.contains(target); });
}

}  // namespace

Expected<KpackArchive> read_kpack_archive(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    return tl::unexpected(Failure("it is no regular file"));
  const auto size = static_cast<std::uint64_t>(info.st_size);
  const auto bytes = table_bytes(fd, size);
  if (!bytes) return tl::unexpected(bytes.error());
  TableReader reader;
  auto failure = walk_message(*bytes, [&reader](const MessagePath& path, MessageValue&& value) {
    return reader.take(path, std::move(value));
  });
  if (failure) return tl::unexpected(failure.after("its table of contents: "));
  auto table = reader.release();
  if (table.archive.targets.empty())
    return tl::unexpected(Failure("its table of contents does not list its gfx targets"));
  if (auto wrong = check_code(fd, table, size)) return tl::unexpected(std::move(wrong));
  drop_unlisted(table.archive);
  return std::move(table.archive);
}

}  // namespace rmcp::elf
