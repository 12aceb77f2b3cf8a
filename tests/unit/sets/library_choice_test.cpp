// SPDX-License-Identifier: MIT
// Which library set a device gets.
#include "lib/sets/library_choice.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Use = LibraryChoice::Use;

Device navi10() {
  Device device;
  device.binding.driver = "amdgpu";
  device.gfx = GfxTarget{10, 1, 0};
  return device;
}

LibrarySet a_set(const std::string& name, std::int64_t priority = 0,
                 SetState state = SetState::ok) {
  LibrarySet set;
  set.name = name;
  set.priority = priority;
  set.found.state = state;
  if (state != SetState::ok) set.found.reasons = {"lib/libamdhip64.so.5: is not there"};
  return set;
}

LibrarySet matching(const std::string& name, std::int64_t priority = 0,
                    SetState state = SetState::ok) {
  auto set = a_set(name, priority, state);
  set.match = Match{{{"gfx", {"gfx1010"}}}, {}};
  return set;
}

DesiredLibrary desired(const std::string& value) {
  return {value, {"/etc/rmcp/policy.d/10-a.toml", 7, 1, "navi"}};
}

LibraryChoice choose(std::optional<DesiredLibrary> asked, std::vector<LibrarySet> sets) {
  return choose_library(asked, sets, navi10(), {});
}

TEST(LibraryChoice, IsNoneWhereNothingIsSaidAndNothingMatches) {
  const auto choice = choose({}, {a_set("rocm-5.2")});
  EXPECT_EQ(choice.use, Use::none);
  EXPECT_EQ(choice.reason, "no set matches this device");
  EXPECT_EQ(choice.problem, "");
}

TEST(LibraryChoice, TakesTheNamedSetAndSaysWhoNamedIt) {
  const auto choice = choose(desired("rocm-5.2"), {matching("other", 99), a_set("rocm-5.2")});
  EXPECT_EQ(choice.use, Use::set);
  EXPECT_EQ(choice.set, "rocm-5.2");
  EXPECT_EQ(choice.reason, "10-a.toml:7");
}

TEST(LibraryChoice, NamesAnOverrideAsOne) {
  const auto choice = choose(DesiredLibrary{"a", {"override", 0, 0, ""}}, {a_set("a")});
  EXPECT_EQ(choice.reason, "override");
}

TEST(LibraryChoice, NoneAndSystemKeepMatchingSetsOut) {
  EXPECT_EQ(choose(desired("none"), {matching("a")}).use, Use::none);
  EXPECT_EQ(choose(desired("system"), {matching("a")}).use, Use::system);
}

TEST(LibraryChoice, NothingIsTakenFromASetThatCannotBeReached) {
  const auto choice = choose(desired("a"), {a_set("a", 0, SetState::unreachable), matching("b")});
  EXPECT_EQ(choice.use, Use::refused);
  EXPECT_EQ(choice.set, "a");
  EXPECT_EQ(choose({}, {matching("a", 9, SetState::unreachable), matching("b")}).set, "b");
}

TEST(LibraryChoice, NeverReplacesANamedSetThatIsBroken) {
  const auto choice = choose(desired("a"), {a_set("a", 0, SetState::broken), matching("b")});
  EXPECT_EQ(choice.use, Use::refused);
  EXPECT_EQ(choice.set, "a");
  EXPECT_EQ(choice.problem, "library set a: lib/libamdhip64.so.5: is not there");
}

TEST(LibraryChoice, RefusesANamedSetThatIsGoneAndSuggestsOneThatIsThere) {
  const auto gone = choose(desired("rocm-5.2"), {matching("other")});
  EXPECT_EQ(gone.use, Use::refused);
  EXPECT_EQ(gone.problem, "library set rocm-5.2: no manifest names it");
  EXPECT_THAT(choose(desired("rocm-52"), {a_set("rocm-5.2")}).problem,
              HasSubstr("did you mean 'rocm-5.2'?"));
}

TEST(LibraryChoice, UsesANamedSetThatIsDegradedAndSaysWhy) {
  const auto choice = choose(desired("a"), {a_set("a", 0, SetState::degraded)});
  EXPECT_EQ(choice.use, Use::set);
  EXPECT_THAT(choice.caveats, ElementsAre("lib/libamdhip64.so.5: is not there"));
}

TEST(LibraryChoice, PrefersPriorityThenName) {
  EXPECT_EQ(choose({}, {matching("b", 5), matching("a", 5), matching("c", 1)}).set, "a");
  EXPECT_EQ(choose(desired("auto"), {matching("a", 1), matching("z", 2)}).set, "z");
}

TEST(LibraryChoice, LeavesOutSetsThatAreNotOkAndSaysSo) {
  const auto next = choose({}, {matching("a", 9, SetState::degraded), matching("b")});
  EXPECT_EQ(next.set, "b");
  EXPECT_EQ(next.reason, "matches this device, priority 0; a, which also matches, is degraded");
  const auto alone = choose({}, {matching("a", 9, SetState::broken)});
  EXPECT_EQ(alone.use, Use::none);
  EXPECT_THAT(alone.reason, HasSubstr("a, which also matches, is broken"));
  EXPECT_EQ(choose({}, {matching("a", 9), matching("b", 1, SetState::broken)}).reason,
            "matches this device, priority 9");
}

TEST(LibraryChoice, DoesNotMatchADeviceWhoseGfxIsNotKnown) {
  auto device = navi10();
  device.gfx.reset();
  const std::vector sets{matching("a")};
  EXPECT_EQ(choose_library({}, sets, device, {}).use, Use::none);
}

TEST(LibraryChoice, SaysWhichComponentsHaveNoCodeForTheGpu) {
  auto set = a_set("a");
  set.code = {{"rocBLAS", {"gfx1030"}}, {"MIOpen", {"gfx1010"}}};
  EXPECT_THAT(choose(desired("a"), {set}).caveats, ElementsAre("no code for gfx1010 in rocBLAS"));
  set.code = {};
  EXPECT_THAT(choose(desired("a"), {set}).caveats, IsEmpty());
}

}  // namespace
}  // namespace rmcp
