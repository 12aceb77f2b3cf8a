// SPDX-License-Identifier: MIT
#include "small_library.hpp"

#include <elf.h>

#include <string_view>

namespace rmcp::test {
namespace {

template <typename T>
std::string bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

constexpr std::string_view kStrings("\0libamdhip64.so.6\0", 18);
constexpr std::uint32_t kDynamic = sizeof(Elf32_Ehdr) + 2 * sizeof(Elf32_Phdr);
constexpr std::uint32_t kNames = kDynamic + 4 * sizeof(Elf32_Dyn);
constexpr std::uint32_t kSize = kNames + kStrings.size();

Elf32_Ehdr header(std::uint16_t machine) {
  Elf32_Ehdr out{};
  std::string_view(ELFMAG).copy(reinterpret_cast<char*>(out.e_ident), SELFMAG);
  out.e_ident[EI_CLASS] = ELFCLASS32;
  out.e_ident[EI_DATA] = ELFDATA2LSB;
  out.e_ident[EI_VERSION] = EV_CURRENT;
  out.e_type = ET_DYN;
  out.e_machine = machine;
  out.e_version = EV_CURRENT;
  out.e_phoff = out.e_ehsize = sizeof(Elf32_Ehdr);
  out.e_phentsize = sizeof(Elf32_Phdr);
  out.e_phnum = 2;
  return out;
}

}  // namespace

std::string library_of_32_bits(std::uint16_t machine) {
  auto out = bytes_of(header(machine));
  out += bytes_of(Elf32_Phdr{PT_LOAD, 0, 0, 0, kSize, kSize, PF_R, 4096});
  out += bytes_of(Elf32_Phdr{PT_DYNAMIC, kDynamic, kDynamic, kDynamic, kNames - kDynamic,
                             kNames - kDynamic, PF_R, 4});
  for (const Elf32_Dyn entry : {Elf32_Dyn{DT_SONAME, {1}}, Elf32_Dyn{DT_STRTAB, {kNames}},
                                Elf32_Dyn{DT_STRSZ, {kStrings.size()}}, Elf32_Dyn{DT_NULL, {0}}})
    out += bytes_of(entry);
  return out + std::string(kStrings);
}

}  // namespace rmcp::test
