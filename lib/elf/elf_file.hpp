// SPDX-License-Identifier: MIT
// A loader's view of an ELF file. Read from the program headers, as ld.so does; section headers may
// be missing or wrong. The files are not trusted: any contents lead to an ElfFile or to one reason.
#pragma once
#include "lib/text/failure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

enum class ElfType { relocatable, executable, shared, core, other };

/// The versions that a file needs from others: {"libc.so.6", {"GLIBC_2.34", "GLIBC_2.2.5"}}.
struct VersionNeed {
  std::string file;
  std::vector<std::string> versions;

  bool operator==(const VersionNeed&) const = default;
};

struct ElfFile {
  unsigned bits = 64;  // 32 or 64
  bool big_endian = false;
  std::uint16_t machine = 0;  // EM_X86_64 (62), EM_AMDGPU (224), ...
  std::uint32_t flags = 0;    // e_flags: their meaning depends on the machine
  ElfType type = ElfType::other;

  bool dynamic = false;                // has a dynamic segment; a static program has none
  std::string soname;                  // "" when there is none
  std::vector<std::string> needed;     // in the order of the file
  std::optional<std::string> rpath;    // as written: "$ORIGIN:/opt/rocm/lib"
  std::optional<std::string> runpath;  // if present, the loader ignores rpath
  std::string interpreter;             // "/lib64/ld-linux-x86-64.so.2"; "" for most libraries
  std::string build_id;                // hex; "" when there is none
  std::vector<VersionNeed> version_needs;

  bool no_default_lib = false;    // DF_1_NODEFLIB: neither ld.so.cache nor the default folders
  bool position_free = false;     // DF_1_PIE: a program in the form of a shared object
  bool executable_stack = false;  // asks for one; glibc 2.41 and later refuse to dlopen such files

  bool operator==(const ElfFile&) const = default;
};

/// Reads an open file; leaves its position alone. The reason is about the contents only ("not an
/// ELF file", "the dynamic segment lies outside the file"): the caller knows the name.
Expected<ElfFile> read_elf(int fd);

/// "x86-64", "AArch64", "AMD GPU"; "machine 250" without a known name.
std::string machine_name(std::uint16_t machine);

/// The reason why programs of this machine cannot load the file: "32-bit", "for AArch64"; "" if
/// they can.
std::string foreign(const ElfFile& file);

/// The highest version needed of a family: "GLIBC" -> "2.34"; "" if none is. Versions that are not
/// numbers (GLIBC_PRIVATE) do not count.
std::string highest_version(const ElfFile& file, std::string_view family);

/// Whether version `a` comes before `b`: 2.9 < 2.34.
bool version_less(std::string_view a, std::string_view b);

}  // namespace rmcp::elf
