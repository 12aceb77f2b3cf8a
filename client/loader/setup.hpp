// SPDX-License-Identifier: MIT
// The inputs of this machine's loader.
#pragma once
#include "client/loader/loader.hpp"

#include <functional>
#include <string>

namespace rmcp::client {

/// A variable's value; "" if it is not set, which is the same for ld.so.
using Environment = std::function<std::string(const std::string&)>;

struct LoaderPaths {
  std::string cache = "/etc/ld.so.cache";
  std::string preload = "/etc/ld.so.preload";
  std::string cpuinfo = "/proc/cpuinfo";
};

/// For a program that would be started here and now, with this environment.
LoaderSetup read_loader_setup(const std::string& program, const Environment& environment,
                              const LoaderPaths& paths = {});

/// True if the kernel would set AT_SECURE: set-user-id, set-group-id, or capabilities on the file.
bool starts_secure(const std::string& program);

}  // namespace rmcp::client
