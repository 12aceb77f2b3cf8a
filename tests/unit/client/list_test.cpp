// SPDX-License-Identifier: MIT
// The table of `rmcpctl list` at several widths.
#include "client/document/json.hpp"
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/absent.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::HasSubstr;
using testing::Not;

Json two_gpus_and_an_old_one() {
  return Json::parse(R"({"devices":[
    {"address":"0000:03:00.0","name":"AMD Radeon RX 6600","gfx":"gfx1032","driver":"amdgpu",
     "rules":"compute","profile":"","state":"applied","note":""},
    {"address":"0000:3f:00.0","name":"AMD Radeon RX 7900 XTX","gfx":"gfx1100","driver":"amdgpu",
     "rules":"egpu-compute","profile":"","state":"degraded","note":"external, power_cap: EINVAL"},
    {"address":"0000:06:00.0","name":"AMD Radeon HD 7870","gfx":"","driver":"radeon",
     "rules":"","profile":"","state":"unmanaged","note":""}]})");
}

unsigned widest(const std::string& text) {
  std::istringstream lines(text);
  unsigned width = 0;
  for (std::string line; std::getline(lines, line);) width = std::max(width, columns(line));
  return width;
}

TEST(List, ShowsEverythingInAPipe) {
  EXPECT_EQ(
      render_list(shown(two_gpus_and_an_old_one()), Style{}),
      "  DEVICE        NAME                    GFX      DRIVER  RULES         STATE      NOTE\n"
      "● 0000:03:00.0  AMD Radeon RX 6600      gfx1032  amdgpu  compute       applied\n"
      "● 0000:3f:00.0  AMD Radeon RX 7900 XTX  gfx1100  amdgpu  egpu-compute  degraded   external, "
      "power_cap: EINVAL\n"
      "○ 0000:06:00.0  AMD Radeon HD 7870      -        radeon  -             unmanaged\n");
}

TEST(List, SaysHowMuchTimeATrialHasLeft) {
  auto document = two_gpus_and_an_old_one();
  document["devices"][0]["state"] = "trial";
  document["devices"][0]["note"] = "rmcpctl confirm keeps it";
  document["devices"][0]["trial_until"] = 43'000'000;
  const auto at = [&](std::chrono::microseconds now) {
    return render_list(shown(document), Style{}, now);
  };
  EXPECT_THAT(at(std::chrono::microseconds(500'000)),
              HasSubstr("trial      43 s left: rmcpctl confirm keeps it\n"));
  EXPECT_THAT(at(std::chrono::seconds(43)), HasSubstr("trial      rmcpctl confirm keeps it\n"));
}

TEST(List, CallsACardByItsAliasAndNotesTheAddress) {
  auto document = two_gpus_and_an_old_one();
  document["devices"][0]["alias"] = "inside";
  document["devices"][1]["alias"] = "egpu";
  const auto text = render_list(shown(document), Style{});
  EXPECT_THAT(text, HasSubstr("● inside        AMD Radeon RX 6600  "));
  EXPECT_THAT(text, HasSubstr("applied    0000:03:00.0\n"));
  EXPECT_THAT(text, HasSubstr("degraded   0000:3f:00.0, external, power_cap: EINVAL\n"));
}

TEST(List, CallsCardsByAddressWhenTheyShareAnAlias) {
  auto document = two_gpus_and_an_old_one();
  document["devices"][0]["alias"] = document["devices"][1]["alias"] = "egpu";
  EXPECT_THAT(render_list(shown(document), Style{}), HasSubstr("● 0000:03:00.0  "));
  EXPECT_THAT(render_list(shown(document), Style{}), HasSubstr("● 0000:3f:00.0  "));
}

TEST(List, AddsCardsThatAreNotHereOnDemand) {
  setenv("TZ", "UTC", 1);
  auto document = two_gpus_and_an_old_one();
  add_absent(document, Json::parse(R"({"devices":[
    {"address":"0000:03:00.0","name":"here","present":true},
    {"address":"0000:3f:00.0","name":"Radeon","gfx":"gfx1100","alias":"egpu","present":false,
     "last_seen":1764000000000000,"last_state":"applied"}]})"));
  ASSERT_EQ(document["devices"].size(), 4U);
  EXPECT_EQ(document["devices"][3]["last_state"], "applied");
  EXPECT_THAT(render_list(shown(document), Style{}),
              HasSubstr("○ egpu          Radeon                  gfx1100  -       -             "
                        "absent     0000:3f:00.0, last seen 2025-11-24 16:00:00, applied\n"));
}

TEST(List, CutsNameFirstAndPutsALongNoteBelowAt80Columns) {
  Style style;
  style.width = 80;
  const auto text = render_list(shown(two_gpus_and_an_old_one()), style);
  EXPECT_LE(widest(text), 80U);
  EXPECT_THAT(text, HasSubstr("● 0000:3f:00.0  Radeon RX 7900 XTX  gfx1100  amdgpu  egpu-compute  "
                              "degraded\n    external, power_cap: EINVAL\n"));
}

TEST(List, LeavesTheNoteInItsColumnWhenCuttingTheNameIsEnough) {
  auto document = two_gpus_and_an_old_one();
  document["devices"][1]["note"] = "external";
  Style style;
  style.width = 84;
  const auto text = render_list(shown(document), style);
  EXPECT_LE(widest(text), 84U);
  EXPECT_THAT(text, HasSubstr("  external\n"));
  EXPECT_THAT(text, HasSubstr("…"));
}

TEST(List, CutsNothingAt120Columns) {
  Style style;
  style.width = 120;
  const auto text = render_list(shown(two_gpus_and_an_old_one()), style);
  EXPECT_THAT(text, Not(HasSubstr("…")));
  EXPECT_THAT(text, HasSubstr("external, power_cap: EINVAL\n"));
}

TEST(List, NeverLosesAddressOrState) {
  for (unsigned width = 25; width <= 130; ++width) {
    Style style;
    style.width = width;
    const auto text = render_list(shown(two_gpus_and_an_old_one()), style);
    EXPECT_LE(widest(text), width);
    for (const char* whole : {"● 0000:03:00.0 ", "● 0000:3f:00.0 ", "○ 0000:06:00.0 ", " applied",
                              " degraded", " unmanaged"})
      EXPECT_THAT(text, HasSubstr(whole)) << width;
  }
}

TEST(List, NamesACardOnATerminalAsTheBoxDoes) {
  auto document = two_gpus_and_an_old_one();
  document["devices"][0]["name"] = "Navi 31 [Radeon RX 7900 XT/7900 XTX]";
  Style style;
  style.width = 130;
  EXPECT_THAT(render_list(shown(document), style), HasSubstr("  Radeon RX 7900 XT/7900 XTX  gfx"));
  EXPECT_THAT(render_list(shown(document), Style{}),
              HasSubstr("  Navi 31 [Radeon RX 7900 XT/7900 XTX]"));
}

TEST(List, IsAsciiWhereTheLocaleIs) {
  Style style;
  style.utf8 = false;
  style.width = 80;
  const auto text = render_list(shown(two_gpus_and_an_old_one()), style);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(),
                          [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  EXPECT_THAT(text, HasSubstr("\n* 0000:03:00.0"));
  EXPECT_THAT(text, HasSubstr("\no 0000:06:00.0"));
}

TEST(List, ColoursStatesOnlyWhenAsked) {
  Style style;
  EXPECT_THAT(render_list(shown(two_gpus_and_an_old_one()), style), Not(HasSubstr("\033")));
  style.colour = true;
  const auto text = render_list(shown(two_gpus_and_an_old_one()), style);
  EXPECT_THAT(text, HasSubstr("\033[32mapplied"));
  EXPECT_THAT(text, HasSubstr("\033[31mdegraded"));
}

TEST(List, HasNoHeadingsWithoutLegend) {
  Style style;
  style.legend = false;
  EXPECT_TRUE(render_list(shown(two_gpus_and_an_old_one()), style).starts_with("● 0000:03:00.0"));
}

TEST(List, SaysThatThereIsNoGpu) {
  const auto nothing = Json::parse(R"({"devices":[]})");
  Style style;
  EXPECT_EQ(render_list(shown(nothing), style), "No AMD GPU found.\n");
  style.legend = false;
  EXPECT_EQ(render_list(shown(nothing), style), "");
}

TEST(List, KeepsEscapeSequencesFromTheTerminal) {
  auto document = two_gpus_and_an_old_one();
  document["devices"][0]["name"] = "RX\033[2J\n6600\xc2\x9b";
  const auto text = render_list(shown(document), Style{});
  EXPECT_THAT(text, HasSubstr("RX\\033[2J\\0126600\\302\\233"));
  EXPECT_THAT(text, Not(HasSubstr("\033")));
}

TEST(List, NeverPrintsAnEmptyField) {
  const auto bare = Json::parse(R"({"devices":[{"address":"0000:03:00.0","state":"settling"}]})");
  Style style;
  style.legend = false;
  EXPECT_EQ(render_list(shown(bare), style), "● 0000:03:00.0  -  -  -  -  settling\n");
}

}  // namespace
}  // namespace rmcp::client
