// SPDX-License-Identifier: MIT
#include "kpack_library.hpp"

#include "bundle_builder.hpp"

#include <elf.h>

namespace rmcp::elf {
namespace {

template <typename T>
std::string raw(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

constexpr std::string_view kDynamicNames("\0libkpack.so.1\0", 15);
constexpr std::string_view kSectionNames("\0.hip_fatbin\0.rocm_kpack_ref\0.shstrtab\0", 39);
constexpr std::uint64_t kDynamicAt = sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr);
constexpr std::uint64_t kNamesAt = kDynamicAt + 4 * sizeof(Elf64_Dyn);
constexpr std::uint64_t kContentsAt = kNamesAt + kDynamicNames.size();
constexpr std::size_t kFatbinSize = 5000;

Elf64_Ehdr file_header(std::uint64_t sections_at) {
  Elf64_Ehdr out{};
  std::string_view(ELFMAG).copy(reinterpret_cast<char*>(out.e_ident), SELFMAG);
  out.e_ident[EI_CLASS] = ELFCLASS64;
  out.e_ident[EI_DATA] = ELFDATA2LSB;
  out.e_ident[EI_VERSION] = EV_CURRENT;
  out.e_type = ET_DYN;
  out.e_machine = EM_X86_64;
  out.e_version = EV_CURRENT;
  out.e_phoff = out.e_ehsize = sizeof(Elf64_Ehdr);
  out.e_phentsize = sizeof(Elf64_Phdr);
  out.e_phnum = 2;
  out.e_shoff = sections_at;
  out.e_shentsize = sizeof(Elf64_Shdr);
  out.e_shnum = 4;
  out.e_shstrndx = 3;
  return out;
}

std::string fatbin_bytes(FatbinRest rest) {
  std::string out;
  if (rest == FatbinRest::stale)
    out = bundle_of({"host-x86_64-unknown-linux-gnu--", "hipv4-amdgcn-amd-amdhsa--gfx1100"}, 0);
  if (rest == FatbinRest::stale || rest == FatbinRest::zeros) out.resize(kFatbinSize);
  return out;
}

Elf64_Shdr section(std::uint32_t name, std::uint32_t type, std::uint64_t at, std::uint64_t size) {
  Elf64_Shdr out{};
  out.sh_name = name;
  out.sh_type = type;
  out.sh_flags = SHF_ALLOC;
  out.sh_addr = out.sh_offset = at;
  out.sh_size = size;
  out.sh_addralign = 1;
  return out;
}

std::string dynamic_segment() {
  std::string out;
  for (const Elf64_Dyn entry :
       {Elf64_Dyn{DT_SONAME, {1}}, Elf64_Dyn{DT_STRTAB, {kNamesAt}},
        Elf64_Dyn{DT_STRSZ, {kDynamicNames.size()}}, Elf64_Dyn{DT_NULL, {0}}})
    out += raw(entry);
  return out.append(kDynamicNames);
}

}  // namespace

std::string kpack_library(std::string_view reference, FatbinRest rest) {
  const auto fatbin = fatbin_bytes(rest);
  const auto reference_at = kContentsAt + fatbin.size();
  const auto names_at = reference_at + reference.size();
  const auto sections_at = names_at + kSectionNames.size();
  auto out = raw(file_header(sections_at));
  out += raw(Elf64_Phdr{PT_LOAD, PF_R, 0, 0, 0, sections_at, sections_at, 4096});
  constexpr auto kDynamicSize = kNamesAt - kDynamicAt;
  out += raw(Elf64_Phdr{PT_DYNAMIC, PF_R, kDynamicAt, kDynamicAt, kDynamicAt, kDynamicSize,
                        kDynamicSize, 8});
  out.append(dynamic_segment()).append(fatbin).append(reference).append(kSectionNames);
  auto first = section(1, rest == FatbinRest::nobits ? SHT_NOBITS : SHT_PROGBITS, kContentsAt,
                       rest == FatbinRest::nobits ? kFatbinSize : fatbin.size());
  if (rest == FatbinRest::none) first = section(0, SHT_NULL, 0, 0);
  return out + raw(Elf64_Shdr{}) + raw(first) +
         raw(section(13, SHT_PROGBITS, reference_at, reference.size())) +
         raw(section(29, SHT_STRTAB, names_at, kSectionNames.size()));
}

}  // namespace rmcp::elf
