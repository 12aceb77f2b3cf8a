// SPDX-License-Identifier: MIT
// libhsakmt/src/topology.c makes the name with snprintf and "HSA_OVERRIDE_GFX_VERSION_%d"; before
// that commit it only had "HSA_OVERRIDE_GFX_VERSION".
#include "client/launch/thunk.hpp"

#include "lib/sys/root.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>

namespace rmcp::client {
namespace {

constexpr std::string_view kForAll = "HSA_OVERRIDE_GFX_VERSION";
constexpr std::string_view kForOne = "HSA_OVERRIDE_GFX_VERSION_%";

/// Whether the file contains the text, and the longer one. Read in pieces: a runtime is megabytes.
std::optional<bool> search_in(const std::string& path) {
  const auto fd = sys::Root().open(path);
  if (!fd) return std::nullopt;
  constexpr std::size_t kPiece = 1 << 20;
  std::string bytes;
  std::optional<bool> found;
  for (;;) {
    // A possible beginning of the text is kept for the next piece.
    const auto kept = std::min(bytes.size(), kForOne.size() - 1);
    bytes.erase(0, bytes.size() - kept);
    bytes.resize(kept + kPiece);
    const auto got = ::read(fd->get(), bytes.data() + kept, kPiece);
    if (got <= 0) return found;
    bytes.resize(kept + static_cast<std::size_t>(got));
    if (bytes.find(kForOne) != bytes.npos) return true;
    if (bytes.find(kForAll) != bytes.npos) found = false;
  }
}

}  // namespace

std::optional<bool> reads_numbered_override(const std::vector<std::string>& files) {
  for (const auto& file : files)
    if (const auto found = search_in(file)) return found;
  return std::nullopt;
}

}  // namespace rmcp::client
