// SPDX-License-Identifier: MIT
// Reads the graphics core's version below ip_discovery/.
#include "daemon/device/ip_discovery.hpp"

#include "daemon/device/attribute.hpp"

namespace rmcp::device {

namespace {

std::optional<GfxTarget> read_version(const std::string& core) {
  const auto major = read_number(core + "/major", 10);
  const auto minor = read_number(core + "/minor", 10);
  const auto revision = read_number(core + "/revision", 10);
  if (!major || !minor || !revision) return std::nullopt;
  return gfx_from_gc(static_cast<unsigned>(*major), static_cast<unsigned>(*minor),
                     static_cast<unsigned>(*revision));
}

}  // namespace

std::optional<GfxTarget> gfx_from_ip_discovery(const std::string& syspath) {
  const std::string die = syspath + "/ip_discovery/die/0";
  if (const auto gfx = read_version(die + "/GC/0")) return gfx;
  return read_version(die + "/11/0");  // GC_HWID: what the link `GC` points to
}

}  // namespace rmcp::device
