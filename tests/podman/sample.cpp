// SPDX-License-Identifier: MIT
// sample FOLDER: what rmcpd would offer for two cards with nodes in FOLDER/dev, one of which has a
// library set in FOLDER/set.
#include "daemon/publish/cdi_file.hpp"
#include "lib/sys/file.hpp"
#include "tests/unit/publish/views.hpp"

#include <cstdio>

int main(int argc, char** argv) {
  using namespace rmcp;
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  auto set = test::rocm63();
  set.prefix = folder + "/set";
  set.libraries.resize(1);
  set.found.companions = {{"lib/rocm_sysdeps/lib/librocm_sysdeps_elf.so.1", false}};
  set.found.data = {"lib/rocblas/library"};
  set.environment = {{"ROCBLAS_TENSILE_LIBPATH", set.prefix + "/lib/rocblas/library"}};
  auto small = test::rx6600();
  small.published = {{"compute.gfx_override", "10.3.0"}, {"environment.HSA_ENABLE_SDMA", "0"}};
  auto external = test::with_set(test::egpu(), set);
  external.published = {{"compute.gfx_override", "11.0.1"}};
  const auto cdi = publish::make_cdi({.views = {&small, &external},
                                      .cpu_nodes = {0},
                                      .dev = folder + "/dev",
                                      .exists = sys::exists});
  for (const auto& device : cdi.left_out)
    std::fprintf(stderr, "%s\n", complaint_of(device).c_str());
  sys::Paths paths;
  paths.cdi = folder + "/cdi";
  return publish::write_cdi(sys::LoopFiles(paths), paths.cdi, cdi) == 0 ? 0 : 1;
}
