// SPDX-License-Identifier: MIT
// Reads a few bytes at a time: the file may shrink meanwhile.
#include "daemon/publish/file_code.hpp"

#include "lib/code/kpack_files.hpp"
#include "lib/elf/code_in_parts.hpp"
#include "lib/sys/fd.hpp"

#include <fcntl.h>

namespace rmcp::publish {

FoundCode code_in_file(const std::string& path) {
  FoundCode out;
  const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (!fd) return out;
  const auto code = elf::read_gpu_code_in_parts(fd.get());
  out.targets = code.targets;
  out.in_archives = code.outside;
  if (!code.problems.empty()) out.unread.emplace_back();
  if (!code.reference) return out;
  for (const auto& file : code::find_kpack_files(path, *code.reference)) {
    out.add({.targets = file.targets});
    if (!file.problem.empty()) out.unread.push_back(file.for_target);
  }
  return out;
}

}  // namespace rmcp::publish
