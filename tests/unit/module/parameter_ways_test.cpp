// SPDX-License-Identifier: MIT
// Which ways a machine has to a parameter of one card.
#include "lib/module/parameter_ways.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

using testing::IsEmpty;

const ModuleParameter& row(const char* name) { return *find_module_parameter(name); }

/// `run time no; global option yes; ...`, in short.
std::string ways(const char* name, const WayFacts& facts) {
  std::string out;
  for (const auto& way : parameter_ways(row(name), facts)) out += way.possible ? '+' : '-';
  return out;
}

std::string reason(const char* name, const WayFacts& facts, std::size_t i) {
  return parameter_ways(row(name), facts).at(i).reason;
}

constexpr std::size_t kModule = 2, kRebind = 3;
const WayFacts kNavi{.kernel = k6_12, .gfx = parse_gfx("gfx1010"), .probe_unused = {}};
const WayFacts kNoModule{
    .kernel = k6_12, .gfx = parse_gfx("gfx1010"), .probe_unused = "not loaded"};
const WayFacts kGfx11{.kernel = k6_12, .gfx = parse_gfx("gfx1100"), .probe_unused = {}};

TEST(ParameterWays, OfOneThatIsReadAtProbeOnly) {
  EXPECT_EQ(ways("noretry", kNavi), "-+++");
  EXPECT_EQ(when_read(row("noretry"), kNavi), "while it probes the card, never later");
  EXPECT_EQ(ways("noretry", kNoModule), "-+-+") << "its file can be written";
  EXPECT_EQ(reason("noretry", kNoModule, kModule), "rmcp_devparam: not loaded");
  EXPECT_EQ(ways("dc", kNavi), "-+++");
  EXPECT_EQ(ways("dc", kNoModule), "-+--");
  EXPECT_EQ(reason("dc", kNoModule, kRebind),
            "its file in sysfs is read-only, and rmcp_devparam is not in use");
}

TEST(ParameterWays, OfOneThatIsReadLaterToo) {
  EXPECT_EQ(ways("noretry", kGfx11), "-+--");
  EXPECT_EQ(when_read(row("noretry"), kGfx11), "while it probes the card, and later");
  const WayFacts unknown{.kernel = k6_12, .gfx = {}, .probe_unused = {}};
  EXPECT_EQ(reason("noretry", unknown, kModule), "the generation of the card is not known");
}

TEST(ParameterWays, OfOneThatIsReadAtRunTime) {
  EXPECT_EQ(ways("queue_preemption_timeout_ms", kNavi), "+---");
  EXPECT_EQ(when_read(row("queue_preemption_timeout_ms"), kNavi), "at run time");
}

TEST(ParameterWays, OfOneThatTheKernelDoesNotHaveAreNone) {
  for (const auto& parameter : module_parameters()) {
    if (presence(parameter, k6_1) != Presence::no) continue;
    EXPECT_THAT(parameter_ways(parameter, {.kernel = k6_1, .gfx = {}, .probe_unused = {}}),
                IsEmpty());
  }
}

TEST(ParameterWays, NameTheGeneration) {
  EXPECT_EQ(generation_name(*parse_gfx("gfx1032")), "GC 10.3");
  EXPECT_EQ(generation_name(*parse_gfx("gfx803")), "");
}

}  // namespace
}  // namespace rmcp
