// SPDX-License-Identifier: MIT
// What a loader sees of an ELF file. Read from the program headers, as ld.so does it; section
// headers may be missing or wrong. The files are not trusted: whatever is in them ends in an
// ElfFile or in one reason.
#pragma once
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

enum class ElfType { relocatable, executable, shared, core, other };

/// Versions that a file asks another one for: {"libc.so.6", {"GLIBC_2.34", "GLIBC_2.2.5"}}.
struct VersionNeed {
  std::string file;
  std::vector<std::string> versions;

  bool operator==(const VersionNeed&) const = default;
};

struct ElfFile {
  unsigned bits = 64;  // 32 or 64
  bool big_endian = false;
  std::uint16_t machine = 0;  // EM_X86_64 (62), EM_AMDGPU (224), ...
  std::uint32_t flags = 0;    // e_flags: what they mean depends on the machine
  ElfType type = ElfType::other;

  bool dynamic = false;                // has a dynamic segment; a static program has none
  std::string soname;                  // "" when there is none
  std::vector<std::string> needed;     // in the order of the file
  std::optional<std::string> rpath;    // as written: "$ORIGIN:/opt/rocm/lib"
  std::optional<std::string> runpath;  // where it is there, the loader does not look at rpath
  std::string interpreter;             // "/lib64/ld-linux-x86-64.so.2"; "" for most libraries
  std::string build_id;                // hex; "" when there is none
  std::vector<VersionNeed> version_needs;

  bool no_default_lib = false;    // DF_1_NODEFLIB: neither ld.so.cache nor the default folders
  bool position_free = false;     // DF_1_PIE: a program in the form of a shared object
  bool executable_stack = false;  // asks for one; glibc 2.41 and later refuse to dlopen such files

  bool operator==(const ElfFile&) const = default;
};

/// Reads an open file; its position is left alone. The reason is about the contents alone ("not an
/// ELF file", "the dynamic segment lies outside the file"): the caller knows the name.
tl::expected<ElfFile, std::string> read_elf(int fd);

/// "x86-64", "AArch64", "AMD GPU"; "machine 250" when it has no name here.
std::string machine_name(std::uint16_t machine);

/// Why programs of this machine cannot load the file: "32-bit", "for AArch64"; "" when they can.
std::string foreign(const ElfFile& file);

/// The highest version of a family that is asked for: "GLIBC" -> "2.34"; "" when none is.
/// Versions that are no numbers (GLIBC_PRIVATE) do not count.
std::string highest_version(const ElfFile& file, std::string_view family);

/// Whether version `a` comes before `b`: 2.9 < 2.34.
bool version_less(std::string_view a, std::string_view b);

}  // namespace rmcp::elf
