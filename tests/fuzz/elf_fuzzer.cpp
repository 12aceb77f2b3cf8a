// SPDX-License-Identifier: MIT
// Any bytes as an ELF file, as a file with GPU code, as an archive of it, as a reference to one,
// and as a file name.
#include "lib/elf/code_file_name.hpp"
#include "lib/elf/elf_file.hpp"
#include "lib/elf/gpu_code.hpp"
#include "tests/unit/elf/kpack_flaw.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void stop_at(const std::string& flaw) {
  if (flaw.empty()) return;
  std::fprintf(stderr, "%s\n", flaw.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const int fd = ::memfd_create("rmcp-fuzz", MFD_CLOEXEC);
  if (::ftruncate(fd, 0) == 0 && ::pwrite(fd, data, size, 0) == static_cast<ssize_t>(size)) {
    if (const auto file = rmcp::elf::read_elf(fd)) {
      rmcp::elf::highest_version(*file, "GLIBC");
      rmcp::elf::foreign(*file);
    }
    stop_at(rmcp::elf::kpack_archive_flaw(fd));
  }
  stop_at(rmcp::elf::kpack_reference_flaw(bytes));
  rmcp::elf::find_gpu_code(bytes);
  rmcp::elf::parse_code_file_name(bytes);
  return 0;
}
