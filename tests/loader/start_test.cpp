// SPDX-License-Identifier: MIT
// What a program would be started with, by the runtime that lies in its own folders.
#include "client/launch/request.hpp"
#include "client/launch/thunk.hpp"
#include "lib/start/gfx_start.hpp"
#include "library_set_on_disk.hpp"
#include "started.hpp"

#include <gmock/gmock.h>

namespace rmcp::client {
namespace {

using testing::HasSubstr;

ProcessRuntime runtime_of_wheel(const std::string& wheel) {
  DiskFiles files;
  const auto program = examine_command({shape("bin/plain")}, {shape(wheel)}, files);
  EXPECT_TRUE(program) << program.error();
  return find_runtime({}, &*program, files);
}

ProcessDevice card(const std::string& gfx, unsigned minor, const std::string& wish) {
  ProcessDevice out;
  out.label = gfx;
  out.gfx = parse_gfx(gfx);
  out.render_minors = {minor};
  if (!wish.empty()) out.published["compute.gfx_override"] = wish;
  return out;
}

/// An RX 6600, for which the wheel has no code, beside a card for which it has.
ProcessEnvironment two_cards(const std::string& wheel) {
  ProcessRequest request;
  request.devices = {card("gfx1032", 128, "auto"), card("gfx1100", 129, "auto")};
  request.view.nodes = {{false, 0}, {true, 128}, {true, 129}};
  request.runtime = runtime_of_wheel(wheel);
  return make_environment(request);
}

std::string value(const ProcessEnvironment& made, const std::string& name) {
  const auto* variable = made.find(name);
  return variable == nullptr ? "" : variable->value;
}

TEST(StartedRuntime, TwoCardsShareAWheelWhoseThunkReadsANumberedVariable) {
  const auto made = two_cards("wheel-new-thunk");
  EXPECT_EQ(made.hindrance.reason, "");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "10.3.0");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_2"), "");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION"), "");
}

TEST(StartedRuntime, AWheelWithAnOlderThunkIsRefusedForThem) {
  EXPECT_THAT(two_cards("wheel-old-thunk").hindrance.reason,
              HasSubstr("in this ROCm, whose thunk reads no other; since 6.3"));
}

TEST(StartedRuntime, WhereNoThunkIsFoundTheVersionHasToTell) {
  EXPECT_EQ(runtime_of_wheel("wheel-rpath").numbered, std::nullopt);
  EXPECT_THAT(two_cards("wheel-rpath").hindrance.reason,
              HasSubstr("the version here is not known"));
}

class StartedSet : public test::LibrarySetOnDisk {};

TEST_F(StartedSet, TheThunkOfALibrarySetTellsToo) {
  const LibrarySet set{scanned(), {}};
  DiskFiles files;
  EXPECT_EQ(find_runtime(set, nullptr, files).numbered, std::nullopt);
  for (const std::string age : {"new", "old"}) {
    std::filesystem::remove(lib("libhsa-runtime64.so.1"));
    std::filesystem::copy_file(shape("wheel-" + age + "-thunk/libhsa-runtime64.so.1"),
                               lib("libhsa-runtime64.so.1"));
    EXPECT_EQ(find_runtime(set, nullptr, files).numbered, age == "new") << age;
  }
}

TEST_F(StartedSet, TheVersionBesideAProgramsRuntimeIsFound) {
  std::filesystem::create_directory(prefix() + "/.info");
  std::ofstream(prefix() + "/.info/version") << "6.2.0-66\n";
  DiskFiles files;
  const auto program = examine_command({shape("bin/plain")}, {prefix() + "/lib"}, files);
  ASSERT_TRUE(program) << program.error();
  EXPECT_EQ(find_runtime({}, &*program, files).version, "6.2.0");
}

TEST_F(StartedSet, TheTextIsFoundAcrossPieces) {
  const auto file = folder_ / "thunk";
  constexpr std::size_t kPiece = 1 << 20;
  for (const std::size_t before : {std::size_t{0}, kPiece - 26, kPiece - 13, kPiece - 1, kPiece}) {
    std::ofstream(file, std::ios::binary)
        << std::string(before, '\0') << "HSA_OVERRIDE_GFX_VERSION_%d" << std::string(kPiece, 'x');
    EXPECT_EQ(reads_numbered_override({file}), true) << before;
    std::ofstream(file, std::ios::binary)
        << std::string(before, '\0') << "HSA_OVERRIDE_GFX_VERSION" << std::string(kPiece, '\0');
    EXPECT_EQ(reads_numbered_override({file}), false) << before;
  }
  std::ofstream(file) << "HSA_OVERRIDE";
  EXPECT_EQ(reads_numbered_override({file}), std::nullopt);
  EXPECT_EQ(reads_numbered_override({folder_ / "nothing", folder_.path()}), std::nullopt);
}

}  // namespace
}  // namespace rmcp::client
