// SPDX-License-Identifier: MIT
// libelf decodes headers, the dynamic segment and notes; every count and offset is checked before
// it is used, so that memory and time stay small for any file.
#include "lib/elf/elf_file.hpp"

#include "lib/elf/elf_handle.hpp"
#include "lib/elf/elf_strings.hpp"

#include <fmt/format.h>

#include <gelf.h>
#include <sys/stat.h>

#include <array>
#include <bit>
#include <memory>

namespace rmcp::elf {
namespace {

// Far more than any loadable file has.
constexpr std::size_t kMostSegments = 1024;
constexpr std::uint64_t kLargestDynamic = 1 << 20;
constexpr std::uint64_t kLargestNote = 1 << 16;
constexpr std::size_t kMostNotes = 16;
constexpr std::uint64_t kLargestVersions = 1 << 20;
constexpr std::size_t kMostNeeded = 4096;
constexpr std::size_t kMostVersions = 65536;

/// The numbers of a dynamic segment, before they are looked up.
struct DynamicValues {
  std::vector<std::uint64_t> needed;
  std::optional<std::uint64_t> soname, rpath, runpath;
  std::uint64_t strings = 0, strings_size = 0;
  std::uint64_t versions = 0, versions_count = 0;
  std::uint64_t flags_1 = 0;
};

class Reader {
 public:
  Reader(int fd, std::uint64_t size) : fd_(fd), size_(size) {}

  Expected<ElfFile> run() {
    if (auto reason = open(); !reason.empty()) return tl::unexpected(std::move(reason));
    for (const auto step : {&Reader::read_header, &Reader::read_segments, &Reader::read_interpreter,
                            &Reader::read_notes, &Reader::read_dynamic}) {
      if (auto reason = (this->*step)(); !reason.empty()) return tl::unexpected(std::move(reason));
    }
    return std::move(out_);
  }

 private:
  // Each returns a reason, or "" on success.
  std::string open();
  std::string read_header();
  std::string read_segments();
  std::string read_interpreter();
  std::string read_notes();
  std::string read_dynamic();
  std::string resolve(const DynamicValues& values);
  std::string read_versions(const DynamicValues& values, const StringTable& strings);
  std::string read_version_need(std::string_view bytes, std::size_t at, const StringTable& strings);

  [[nodiscard]] bool within_file(std::uint64_t offset, std::uint64_t length) const {
    return offset <= size_ && length <= size_ - offset;
  }
  [[nodiscard]] const GElf_Phdr* segment(std::uint32_t type) const {
    for (const auto& candidate : segments_)
      if (candidate.p_type == type) return &candidate;
    return nullptr;
  }
  [[nodiscard]] std::optional<std::uint64_t> file_offset(std::uint64_t address) const;
  [[nodiscard]] std::uint64_t word(std::string_view bytes, std::size_t at,
                                   std::size_t length) const;

  int fd_;
  std::uint64_t size_;
  ElfHandle elf_;
  std::vector<GElf_Phdr> segments_;
  std::size_t versions_ = 0;
  ElfFile out_;
};

std::uint64_t Reader::word(std::string_view bytes, std::size_t at, std::size_t length) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const auto position = out_.big_endian ? i : length - 1 - i;
    value = value << 8 | static_cast<unsigned char>(bytes[at + position]);
  }
  return value;
}

std::string Reader::open() {
  const auto ident = bytes_at(fd_, 0, sizeof(Elf64_Ehdr));
  if (!ident.starts_with(std::string_view(ELFMAG, SELFMAG))) return "not an ELF file";
  if (ident.size() < sizeof(Elf32_Ehdr)) return "the ELF header is cut off";
  out_.bits = ident[EI_CLASS] == ELFCLASS32 ? 32 : 64;
  out_.big_endian = ident[EI_DATA] == ELFDATA2MSB;
  if (out_.bits == 64 && ident.size() < sizeof(Elf64_Ehdr)) return "the ELF header is cut off";
  // The count would be in the first section then, with any value: libelf reserves memory for each.
  const auto count_at =
      out_.bits == 32 ? offsetof(Elf32_Ehdr, e_shnum) : offsetof(Elf64_Ehdr, e_shnum);
  const auto place_at =
      out_.bits == 32 ? offsetof(Elf32_Ehdr, e_shoff) : offsetof(Elf64_Ehdr, e_shoff);
  if (word(ident, count_at, 2) == 0 && word(ident, place_at, out_.bits / 8) != 0)
    return "it has sections, but does not say how many";
  elf_version(EV_CURRENT);
  elf_.reset(elf_begin(fd_, ELF_C_READ, nullptr));
  if (!elf_ || elf_kind(elf_.get()) != ELF_K_ELF)
    return fmt::format("not readable as ELF: {}", elf_errmsg(-1));
  return {};
}

ElfType type_of(std::uint16_t type) {
  switch (type) {
    case ET_REL:
      return ElfType::relocatable;
    case ET_EXEC:
      return ElfType::executable;
    case ET_DYN:
      return ElfType::shared;
    case ET_CORE:
      return ElfType::core;
    default:
      return ElfType::other;
  }
}

std::string Reader::read_header() {
  GElf_Ehdr header;
  if (gelf_getehdr(elf_.get(), &header) == nullptr)
    return fmt::format("the ELF header is damaged: {}", elf_errmsg(-1));
  if (header.e_version != EV_CURRENT)
    return fmt::format("unknown ELF version {}", header.e_version);
  out_.machine = header.e_machine;
  out_.flags = header.e_flags;
  out_.type = type_of(header.e_type);
  return {};
}

std::string Reader::read_segments() {
  std::size_t count = 0;
  GElf_Ehdr header;
  // libelf omits truncated ones.
  const bool all = elf_getphdrnum(elf_.get(), &count) == 0 &&
                   gelf_getehdr(elf_.get(), &header) != nullptr && count >= header.e_phnum;
  if (!all) return "the program headers lie outside the file";
  if (count > kMostSegments)
    return fmt::format("{} program headers are more than any file needs", count);
  out_.executable_stack = count > 0;  // the default of the kernel and ld.so
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Phdr& entry = segments_.emplace_back();
    if (gelf_getphdr(elf_.get(), static_cast<int>(i), &entry) == nullptr)
      return "the program headers lie outside the file";
    if (entry.p_type == PT_GNU_STACK) out_.executable_stack = (entry.p_flags & PF_X) != 0;
    if (entry.p_type == PT_LOAD && !within_file(entry.p_offset, entry.p_filesz))
      return "it is cut off: a segment lies outside the file";
  }
  return {};
}

std::string Reader::read_interpreter() {
  const auto* header = segment(PT_INTERP);
  if (header == nullptr) return {};
  if (!within_file(header->p_offset, header->p_filesz))
    return "the interpreter's name lies outside the file";
  const auto name = StringTable(fd_, header->p_offset, header->p_filesz).at(0);
  if (!name) return "the interpreter's name has no end";
  out_.interpreter = *name;
  return {};
}

/// In hex; empty without one.
std::string build_id_in(Elf_Data* notes) {
  GElf_Nhdr note;
  std::size_t name = 0, text = 0;
  const std::string_view bytes(static_cast<const char*>(notes->d_buf), notes->d_size);
  for (std::size_t at = 0; (at = gelf_getnote(notes, at, &note, &name, &text)) > 0;) {
    if (note.n_type != NT_GNU_BUILD_ID ||
        bytes.substr(name, note.n_namesz) != std::string_view("GNU\0", 4))
      continue;
    std::string hex;
    for (const char c : bytes.substr(text, std::min<std::size_t>(note.n_descsz, 64)))
      hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return hex;
  }
  return {};
}

std::string Reader::read_notes() {
  std::size_t looked_at = 0;
  for (const auto& header : segments_) {
    if (header.p_type != PT_NOTE || header.p_filesz == 0 || !out_.build_id.empty()) continue;
    if (++looked_at > kMostNotes) break;
    if (header.p_filesz > kLargestNote || !within_file(header.p_offset, header.p_filesz))
      return "the notes lie outside the file";
    const auto kind = header.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR;
    auto* data = elf_getdata_rawchunk(elf_.get(), static_cast<std::int64_t>(header.p_offset),
                                      header.p_filesz, kind);
    if (data != nullptr) out_.build_id = build_id_in(data);
  }
  return {};
}

void add(DynamicValues& out, const GElf_Dyn& entry) {
  const std::uint64_t value = entry.d_un.d_val;
  switch (entry.d_tag) {
    case DT_NEEDED:
      if (out.needed.size() <= kMostNeeded) out.needed.push_back(value);
      break;
    case DT_SONAME:
      out.soname = value;
      break;
    case DT_RPATH:
      out.rpath = value;
      break;
    case DT_RUNPATH:
      out.runpath = value;
      break;
    case DT_STRTAB:
      out.strings = value;
      break;
    case DT_STRSZ:
      out.strings_size = value;
      break;
    case DT_VERNEED:
      out.versions = value;
      break;
    case DT_VERNEEDNUM:
      out.versions_count = value;
      break;
    case DT_FLAGS_1:
      out.flags_1 = value;
      break;
    default:
      break;
  }
}

std::string Reader::read_dynamic() {
  const auto* header = segment(PT_DYNAMIC);
  if (header == nullptr) return {};
  out_.dynamic = true;
  if (header->p_filesz > kLargestDynamic || !within_file(header->p_offset, header->p_filesz))
    return "the dynamic segment lies outside the file";
  const std::size_t entry_size = gelf_fsize(elf_.get(), ELF_T_DYN, 1, EV_CURRENT);
  const std::size_t length = header->p_filesz / entry_size * entry_size;
  if (length == 0) return "the dynamic segment is empty";
  auto* data = elf_getdata_rawchunk(elf_.get(), static_cast<std::int64_t>(header->p_offset), length,
                                    ELF_T_DYN);
  if (data == nullptr)
    return fmt::format("the dynamic segment is not readable: {}", elf_errmsg(-1));
  DynamicValues values;
  for (std::size_t i = 0; i < length / entry_size; ++i) {
    GElf_Dyn entry;
    if (gelf_getdyn(data, static_cast<int>(i), &entry) == nullptr || entry.d_tag == DT_NULL) break;
    add(values, entry);
  }
  return resolve(values);
}

std::optional<std::uint64_t> Reader::file_offset(std::uint64_t address) const {
  for (const auto& header : segments_) {
    if (header.p_type != PT_LOAD || address < header.p_vaddr) continue;
    if (address - header.p_vaddr < header.p_filesz)
      return header.p_offset + (address - header.p_vaddr);
  }
  return std::nullopt;
}

std::string Reader::resolve(const DynamicValues& values) {
  if (values.needed.size() > kMostNeeded) return "it needs more libraries than any program does";
  out_.no_default_lib = (values.flags_1 & DF_1_NODEFLIB) != 0;
  out_.position_free = (values.flags_1 & DF_1_PIE) != 0;
  const auto place = file_offset(values.strings);
  if (!place) return "the dynamic string table lies outside the file";
  const StringTable strings(fd_, *place, values.strings_size);
  const auto name = [&](std::uint64_t index, std::string& out) {
    auto text = strings.at(index);
    if (text) out = std::move(*text);
    return text.has_value();
  };
  for (const auto index : values.needed)
    if (!name(index, out_.needed.emplace_back()))
      return "the name of a needed library lies outside the string table";
  if (values.soname && !name(*values.soname, out_.soname))
    return "the SONAME lies outside the string table";
  if (values.rpath && !name(*values.rpath, out_.rpath.emplace()))
    return "the RPATH lies outside the string table";
  if (values.runpath && !name(*values.runpath, out_.runpath.emplace()))
    return "the RUNPATH lies outside the string table";
  return read_versions(values, strings);
}

// Elfxx_Verneed and Elfxx_Vernaux are the same for both classes, 16 bytes each: half version, half
// count, word file, word first, word next; word hash, half flags, half other, word name, word next.
constexpr std::size_t kVersionRecord = 16;

std::string Reader::read_versions(const DynamicValues& values, const StringTable& strings) {
  if (values.versions_count == 0) return {};
  const auto place = file_offset(values.versions);
  if (!place) return "the needed versions lie outside the file";
  const auto bytes = bytes_at(fd_, *place, kLargestVersions);
  std::size_t at = 0;
  // Each record gives the offset of the next, which only goes forward, so that there can be no
  // loop.
  for (std::uint64_t i = 0; i < values.versions_count && i < kMostNeeded; ++i) {
    if (bytes.size() < kVersionRecord || at > bytes.size() - kVersionRecord)
      return "the needed versions lie outside the file";
    if (auto reason = read_version_need(bytes, at, strings); !reason.empty()) return reason;
    const auto next = word(bytes, at + 12, 4);
    if (next == 0) break;
    at += next;
  }
  return {};
}

std::string Reader::read_version_need(std::string_view bytes, std::size_t at,
                                      const StringTable& strings) {
  auto& need = out_.version_needs.emplace_back();
  const auto file = strings.at(word(bytes, at + 4, 4));
  if (!file) return "the file of a needed version lies outside the string table";
  need.file = *file;
  const auto count = word(bytes, at + 2, 2);
  std::size_t aux = at + word(bytes, at + 8, 4);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (++versions_ > kMostVersions) return "it needs more versions than any program does";
    if (aux > bytes.size() - kVersionRecord) return "the needed versions lie outside the file";
    auto version = strings.at(word(bytes, aux + 8, 4));
    if (!version) return "the name of a needed version lies outside the string table";
    need.versions.push_back(std::move(*version));
    const auto next = word(bytes, aux + 12, 4);
    if (next == 0) break;
    aux += next;
  }
  return {};
}

}  // namespace

Expected<ElfFile> read_elf(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    return tl::unexpected(std::string("not a regular file"));
  return Reader(fd, static_cast<std::uint64_t>(info.st_size)).run();
}

std::string machine_name(std::uint16_t machine) {
  switch (machine) {
    case EM_386:
      return "i386";
    case EM_X86_64:
      return "x86-64";
    case EM_ARM:
      return "ARM";
    case EM_AARCH64:
      return "AArch64";
    case EM_PPC64:
      return "POWER";
    case EM_RISCV:
      return "RISC-V";
    case EM_S390:
      return "S/390";
    case EM_AMDGPU:
      return "AMD GPU";
    default:
      return fmt::format("machine {}", machine);
  }
}

std::string foreign(const ElfFile& file) {
#if defined(__x86_64__)
  constexpr std::uint16_t host = EM_X86_64;
#elif defined(__aarch64__)
  constexpr std::uint16_t host = EM_AARCH64;
#elif defined(__riscv)
  constexpr std::uint16_t host = EM_RISCV;
#elif defined(__powerpc64__)
  constexpr std::uint16_t host = EM_PPC64;
#elif defined(__i386__)
  constexpr std::uint16_t host = EM_386;
#else
  constexpr std::uint16_t host = EM_NONE;
#endif
  if (file.machine != host) return "for " + machine_name(file.machine);
  if (file.bits != sizeof(void*) * 8) return fmt::format("{}-bit", file.bits);
  if (file.big_endian != (std::endian::native == std::endian::big))
    return file.big_endian ? "big-endian" : "little-endian";
  return {};
}

}  // namespace rmcp::elf
