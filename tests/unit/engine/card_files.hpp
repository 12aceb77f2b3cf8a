// SPDX-License-Identifier: MIT
// A card as plain files: an RX 6600 that is awake and has its node.
#pragma once
#include "tests/unit/temporary_folder.hpp"

#include <initializer_list>
#include <string>
#include <utility>

namespace rmcp::test {

/// `card` ends with a slash: the card's folder, below that of the test.
inline void write_card(const TemporaryFolder& folder, const std::string& card) {
  for (const auto& [name, text] : std::initializer_list<std::pair<const char*, const char*>>{
           {"vendor", "0x1002\n"},
           {"device", "0x73ff\n"},
           {"class", "0x030000\n"},
           {"revision", "0xc7\n"},
           {"subsystem_vendor", "0x1458\n"},
           {"subsystem_device", "0x2334\n"},
           {"drm/card0/dev", "226:0\n"},
           {"power/runtime_status", "active\n"}})
    folder.write(card + name, text);
}

/// Its graphics core by IP discovery: GC 10.3.2 is gfx1032.
inline void write_generation(const TemporaryFolder& folder, const std::string& card) {
  const auto core = card + "ip_discovery/die/0/GC/0/";
  folder.write(core + "major", "10\n");
  folder.write(core + "minor", "3\n");
  folder.write(core + "revision", "2\n");
}

}  // namespace rmcp::test
