// SPDX-License-Identifier: MIT
// Reads a record. Its writer may change it meanwhile, and any program of that user may have forged
// it.
#include "client/inspect/memory_record.hpp"

#include "client/document/json.hpp"
#include "lib/gpu/pci_address.hpp"
#include "lib/start/memory_record.hpp"
#include "lib/sys/errno.hpp"
#include "lib/text/failure.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>

namespace rmcp::client {
namespace {

constexpr std::array kOwners{"host", "gpu", "unknown"};
constexpr std::array kKinds{"coarse", "fine", "extended_fine", "kernarg", "managed", "other"};

template <std::size_t N, typename Enum>
const char* word_of(const std::array<const char*, N>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? words[index] : "unknown";
}

Json size_document(const memory_record::SizeClass& size_class, std::size_t index) {
  Json up_to = nullptr;
  if (index < std::size(memory_record::kClassEnds)) up_to = memory_record::kClassEnds[index];
  return {{"up_to", up_to},
          {"count", size_class.count},
          {"bytes", size_class.bytes},
          {"failures", size_class.failures}};
}

Json row_document(const memory_record::Row& row) {
  memory_record::SizeClass all{};
  Json sizes = Json::array();
  for (std::size_t i = 0; i < memory_record::kClassCount; ++i) {
    const memory_record::SizeClass& part = row.classes[i];
    all.count += part.count;
    all.bytes += part.bytes;
    all.failures += part.failures;
    if (part.count || part.failures) sizes.push_back(size_document(part, i));
  }
  Json address = nullptr;
  if (row.owner == memory_record::Owner::gpu)
    address = to_string(PciAddress{row.domain, row.bus, row.device, row.function});
  return {{"owner", word_of(kOwners, row.owner)},
          {"address", address},
          {"kind", word_of(kKinds, row.kind)},
          {"count", all.count},
          {"bytes", all.bytes},
          {"failures", all.failures},
          {"live_bytes", row.live},
          {"peak_bytes", row.peak},
          {"redirected", row.redirected},
          {"sizes", sizes}};
}

Failure wrong_header(const memory_record::Header& header) {
  if (std::memcmp(header.magic, memory_record::kMagic, sizeof memory_record::kMagic) != 0)
    return "not a record of memory";
  if (header.version != memory_record::kVersion)
    return fmt::format("written by another version of librmcp-hsa.so ({})", header.version);
  if (header.row_size != sizeof(memory_record::Row) || header.row_count != memory_record::kRowCount)
    return "damaged";
  return {};
}

/// Parses bytes as a record.
Expected<memory_record::File> decode(std::string_view bytes) {
  memory_record::File file{};
  if (bytes.size() < sizeof(memory_record::Header))
    return tl::unexpected(std::string("not a record of memory"));
  std::memcpy(&file, bytes.data(), std::min(bytes.size(), sizeof file));
  if (const auto wrong = wrong_header(file.header)) return tl::unexpected(wrong.text);
  if (bytes.size() != sizeof file) return tl::unexpected(std::string("truncated"));
  return file;
}

/// The file of that name below these folders. No link is followed: the folders belong to the user
/// of the process, and root may be asking.
sys::Result<sys::Place> find_record(const RecordPlace& place) {
  constexpr int kFlags = O_PATH | O_NOFOLLOW | O_CLOEXEC;
  auto folder = place.root.find(place.runtime_dir);
  if (!folder) return tl::unexpected(folder.error());
  sys::Fd at = std::move(folder->handle);
  for (const char* name : memory_record::kFolders) {
    sys::Fd next(::openat(at.get(), name, kFlags | O_DIRECTORY));
    if (!next) return tl::unexpected(errno);
    at = std::move(next);
  }
  sys::Place file{sys::Fd(::openat(at.get(), std::to_string(place.number).c_str(), kFlags)), {}};
  if (!file.handle || ::fstat(file.handle.get(), &file.status) != 0) return tl::unexpected(errno);
  if (S_ISLNK(file.status.st_mode)) return tl::unexpected(ELOOP);
  return file;
}

/// Reads at most the size of a record. Pipes and devices count as empty.
sys::Result<std::string> read_bytes(const sys::Place& file) {
  if (!S_ISREG(file.status.st_mode)) return std::string();
  const auto fd = file.open();
  if (!fd) return tl::unexpected(fd.error());
  std::string bytes(sizeof(memory_record::File), '\0');
  const ssize_t size = ::read(fd->get(), bytes.data(), bytes.size());
  if (size < 0) return tl::unexpected(errno);
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

/// The bytes of the record; nothing if there is none. The error is the reason alone.
Expected<std::optional<std::string>> record_bytes(const RecordPlace& place) {
  const auto file = find_record(place);
  if (!file && file.error() == ENOENT) return std::nullopt;
  if (!file) return tl::unexpected(std::string(std::strerror(file.error())));
  if (place.owner && file->status.st_uid != *place.owner)
    return tl::unexpected(fmt::format("belongs to user {}, not to the process's user {}",
                                      file->status.st_uid, *place.owner));
  auto bytes = read_bytes(*file);
  if (!bytes) return tl::unexpected(std::string(std::strerror(bytes.error())));
  return std::move(*bytes);
}

/// Field 22 of /proc/PID/stat; nothing if there is no such process.
std::optional<std::uint64_t> start_time(const std::string& proc, unsigned pid) {
  std::ifstream file(fmt::format("{}/{}/stat", proc, pid));
  std::string text;
  if (!std::getline(file, text, '\0')) return std::nullopt;
  // The name of the program, in brackets, may contain any character.
  std::size_t at = text.rfind(')');
  for (int field = 2; at != text.npos && field < 22; ++field) at = text.find(' ', at + 1);
  if (at == text.npos) return std::nullopt;
  return std::strtoull(text.c_str() + at + 1, nullptr, 10);
}

Json document_of(const memory_record::File& file) {
  Json kinds = Json::array();
  for (const memory_record::Row& row : file.rows)
    if (row.used) kinds.push_back(row_document(row));
  return {{"kinds", kinds}, {"lost", file.header.rows_lost}, {"untracked", file.header.untracked}};
}

}  // namespace

Expected<Json> memory_record_document(std::string_view bytes) {
  return decode(bytes).map(document_of);
}

Expected<std::optional<Json>> read_memory_record(unsigned pid, const RecordPlace& place,
                                                 const std::string& proc) {
  std::string path = place.runtime_dir;
  for (const char* folder : memory_record::kFolders) path += fmt::format("/{}", folder);
  path += fmt::format("/{}", place.number);

  const auto bytes = record_bytes(place);
  if (!bytes) return tl::unexpected(fmt::format("{}: {}", path, bytes.error().text));
  if (!*bytes) return std::nullopt;
  const auto file = decode(**bytes);
  if (!file) return tl::unexpected(fmt::format("{}: {}", path, file.error().text));

  const auto started = start_time(proc, pid);
  // Left behind by an earlier process with the same number.
  if (started && *started != file->header.start_time) return std::nullopt;
  const char* state = started                                       ? "running"
                      : file->header.state == memory_record::kEnded ? "ended"
                                                                    : "killed";
  Json document{{"state", state}};
  document.update(document_of(*file));
  return document;
}

}  // namespace rmcp::client
