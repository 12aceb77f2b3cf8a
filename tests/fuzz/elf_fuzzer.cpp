// SPDX-License-Identifier: MIT
// Any bytes as an ELF file, as a file with GPU code and as a file name.
#include "lib/elf/code_file_name.hpp"
#include "lib/elf/elf_file.hpp"
#include "lib/elf/gpu_code.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const int fd = ::memfd_create("rmcp-fuzz", MFD_CLOEXEC);
  if (::ftruncate(fd, 0) == 0 && ::pwrite(fd, data, size, 0) == static_cast<ssize_t>(size)) {
    if (const auto file = rmcp::elf::read_elf(fd)) {
      rmcp::elf::highest_version(*file, "GLIBC");
      rmcp::elf::foreign(*file);
    }
  }
  rmcp::elf::find_gpu_code(bytes);
  rmcp::elf::parse_code_file_name(bytes);
  return 0;
}
