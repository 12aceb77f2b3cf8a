// SPDX-License-Identifier: MIT
// Cards for tests of what is exported, as the daemon sees them.
#pragma once
#include "lib/records/device_view.hpp"

#include <string>

namespace rmcp::test {

/// On node `node`, render node 128 + card - 1.
inline DeviceView card(const std::string& address, const std::string& gfx, unsigned number,
                       unsigned node) {
  DeviceView view;
  view.state = State::applied;
  view.device.address = *parse_pci_address(address);
  view.device.binding.driver = "amdgpu";
  view.device.gfx = parse_gfx(gfx);
  view.device.placement.apu = false;
  view.device.nodes.card = "card" + std::to_string(number);
  const auto minor = 127 + number;
  view.device.nodes.render = {"renderD" + std::to_string(minor)};
  view.device.nodes.kfd = {{.node = node, .render_minor = minor}};
  return view;
}

inline DeviceView rx6600() { return card("0000:03:00.0", "gfx1032", 1, 1); }

inline DeviceView egpu() {
  auto view = card("0000:3f:00.0", "gfx1100", 2, 2);
  view.device.alias = "egpu";
  view.device.identity.unique_id = 0xabc;
  return view;
}

inline LibrarySet rocm63() {
  LibrarySet set;
  set.name = "rocm-6.3";
  set.prefix = "/opt/rocm-6.3.0";
  set.rocm_version = "6.3.0";
  set.libraries = {
      {.file = "lib/libamdhip64.so.6.3.0",
       .soname = "libamdhip64.so.6",
       .aliases = {"libamdhip64.so"}},
      {.file = "lib/librocblas.so.4", .soname = "librocblas.so.4"},
  };
  set.code = {{"rocBLAS", {"gfx1030", "gfx1100"}}};
  set.found.data = {".kpack", "lib/rocblas/library", "share/miopen/db"};
  set.environment = {{"ROCBLAS_TENSILE_LIBPATH", "/opt/rocm-6.3.0/lib/rocblas/library"}};
  return set;
}

inline DeviceView with_set(DeviceView view, const LibrarySet& set) {
  view.library.use = LibraryChoice::Use::set;
  view.library.set = set.name;
  view.set = set;
  return view;
}

}  // namespace rmcp::test
