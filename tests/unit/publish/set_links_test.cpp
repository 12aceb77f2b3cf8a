// SPDX-License-Identifier: MIT
// What others get of a library set in another system's tree.
#include "daemon/publish/set_links.hpp"

#include "daemon/publish/cdi.hpp"
#include "daemon/publish/unit_files.hpp"
#include "views.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace rmcp::publish {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

LibrarySet tree() {
  auto set = test::rocm63();
  set.environment.clear();
  set.found.data = {".kpack", "lib/rocblas/library"};
  set.found.foreign_runtime = "lib/libc.so.6";
  set.found.links = "/run/rmcp/links/rocm-6.3/current";
  set.found.companions = {{"lib/libLLVM-15.so.1", false},
                          {"lib/libelf.so.1", true},
                          {"lib/rocm_sysdeps/lib/libz.so.1", true}};
  return set;
}

TEST(SetLinks, AreTheSetsOwnFilesAndWhatThisSystemLacks) {
  auto set = tree();
  set.libraries.push_back({.file = "lib/libc.so.6", .soname = "libc.so.6"});
  EXPECT_THAT(
      set_links(set),
      ElementsAre(Pair(".kpack", "/opt/rocm-6.3.0/.kpack"),
                  Pair("lib/libLLVM-15.so.1", "/opt/rocm-6.3.0/lib/libLLVM-15.so.1"),
                  Pair("lib/libamdhip64.so", "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0"),
                  Pair("lib/libamdhip64.so.6", "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0"),
                  Pair("lib/libamdhip64.so.6.3.0", "/opt/rocm-6.3.0/lib/libamdhip64.so.6.3.0"),
                  Pair("lib/librocblas.so.4", "/opt/rocm-6.3.0/lib/librocblas.so.4"),
                  Pair("lib/rocblas/library", "/opt/rocm-6.3.0/lib/rocblas/library"),
                  Pair("lib/rocm_sysdeps/lib/libz.so.1",
                       "/opt/rocm-6.3.0/lib/rocm_sysdeps/lib/libz.so.1")));
}

TEST(SetLinks, HaveANewerLibstdcxxThatTheSetNeeds) {
  auto set = tree();
  set.found.companions = {{"lib/libstdc++.so.6", true}, {"lib/libgcc_s.so.1", true}};
  EXPECT_THAT(set_links(set),
              Contains(Pair("lib/libstdc++.so.6", "/opt/rocm-6.3.0/lib/libstdc++.so.6")));
}

UnitFiles files(const LibrarySet& set, std::vector<RuntimeFile> runtime = {}) {
  const auto view = test::with_set(test::egpu(), set);
  ServiceUnit unit;
  unit.name = "worker.service";
  unit.devices = {"egpu"};
  if (!runtime.empty()) unit.runtime = "/usr/lib/ollama";
  UnitQuestion question{.views = {&view}, .cpu_nodes = {0}, .units = {unit}};
  if (!runtime.empty()) question.runtimes[unit.runtime] = UnitRuntime{.files = std::move(runtime)};
  return make_unit_files(question);
}

TEST(SetLinks, AreInTheSearchPathOfServices) {
  const std::string path = "LD_LIBRARY_PATH=\"/run/rmcp/links/rocm-6.3/current/lib";
  EXPECT_THAT(files(tree()).environment.at("worker.service"), HasSubstr(path + "\"\n"));
  const auto covered = files(tree(), {{"/usr/lib/ollama/x", "libamdhip64.so.6"}});
  EXPECT_THAT(covered.environment.at("worker.service"), HasSubstr(path));
  for (const auto& [name, text] : covered.environment)
    EXPECT_THAT(text, Not(HasSubstr("/opt/rocm-6.3.0/lib"))) << name;
}

TEST(SetLinks, WithoutThemAServiceIsLeftOut) {
  auto set = tree();
  set.found.links.clear();
  const auto made = files(set);
  EXPECT_THAT(made.environment, IsEmpty());
  EXPECT_THAT(made.left_out, Contains(HasSubstr("lib/libc.so.6 belongs to another system")));
}

TEST(SetLinks, AContainerNeedsNone) {
  auto set = tree();
  set.found.links.clear();
  const auto view = test::with_set(test::egpu(), set);
  const auto made = make_cdi(
      {.views = {&view}, .cpu_nodes = {0}, .exists = [](const std::string&) { return true; }});
  const auto it = std::ranges::find(made.devices, "egpu-libs", &CdiDevice::name);
  ASSERT_NE(it, made.devices.end()) << testing::PrintToString(made.left_out.size());
  EXPECT_THAT(it->environment, Contains("LD_LIBRARY_PATH=/opt/rmcp/rocm-6.3/lib"));
  EXPECT_THAT(it->mounts, Contains(CdiMount{"/opt/rocm-6.3.0/lib/libelf.so.1",
                                            "/opt/rmcp/rocm-6.3/lib/libelf.so.1"}));
}

}  // namespace
}  // namespace rmcp::publish
