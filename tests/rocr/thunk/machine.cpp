// SPDX-License-Identifier: MIT
#include "machine.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sstream>
#include <string>
#include <string_view>

namespace rmcp::thunk {

namespace {

/// "gfx90c": the last two digits are hexadecimal, the others the major version.
Gpu named(std::string_view gfx, std::uint32_t index) {
  const auto digit = [&](std::size_t from_end) {
    const char c = gfx[gfx.size() - from_end];
    return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  const std::uint32_t major = gfx.size() == 7 ? 10 * digit(4) + digit(3) : digit(3);
  return {{major, digit(2), digit(1)}, 0, (0x10 + index) << 8, 0x7000, 0, std::uint64_t{8} << 30};
}

std::vector<Gpu> make_gpus() {
  const char* names = std::getenv("RMCP_THUNK_GPUS");
  if (!names)
    return {{{10, 1, 0}, 0, 0x300, 0x731f, 0, std::uint64_t{6} << 30},
            {{10, 3, 0}, 1, 0xa01, 0x73bf, 0x1a2b3c4d5e6f7081, std::uint64_t{12} << 30}};
  std::vector<Gpu> gpus;
  std::istringstream words(names);
  for (std::string gfx; words >> gfx;)
    gpus.push_back(named(gfx, static_cast<std::uint32_t>(gpus.size())));
  return gpus;
}

}  // namespace

const std::vector<Gpu>& gpus() {
  static const auto* const kGpus = new std::vector<Gpu>(make_gpus());
  return *kGpus;
}

bool svm() {
  const char* value = std::getenv("RMCP_THUNK_SVM");
  return value && std::strcmp(value, "1") == 0;
}

void log(const char* format, ...) {
  static const char* const kPath = std::getenv("RMCP_THUNK_LOG");
  static const int fd = kPath ? ::open(kPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  if (fd < 0) return;
  char line[256];
  va_list arguments;
  va_start(arguments, format);
  int size = std::vsnprintf(line, sizeof line - 1, format, arguments);
  va_end(arguments);
  line[size++] = '\n';
  if (::write(fd, line, static_cast<std::size_t>(size)) < 0) std::perror("thunk log");
}

std::uint64_t ticks() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 100000000 +
         static_cast<std::uint64_t>(now.tv_nsec) / 10;
}

}  // namespace rmcp::thunk
