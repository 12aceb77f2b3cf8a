// SPDX-License-Identifier: MIT
// The screen of `watch`: never more lines or columns than the terminal has.
#include "client/render/live.hpp"

#include "client/document/json.hpp"
#include "client/render/columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace rmcp::client {
namespace {

using testing::HasSubstr;
using testing::Not;

Style screen_of_width(unsigned width) {
  Style style;
  style.width = width;
  return style;
}

/// What the view has, raw.
struct Seen {
  Json list;
  std::vector<std::pair<std::uint64_t, Json>> events;
  std::string problem;
};

std::string screen(const Seen& seen, const Style& style, unsigned rows) {
  LiveState state{.list = {seen.list, style}, .events = {}, .problem = seen.problem, .now = {}};
  for (const auto& [when, event] : seen.events) state.events.push_back({when, {event, style}});
  return render_live(state, style, rows);
}

Seen with_devices(unsigned n) {
  Seen state;
  state.list = Json{{"policy_state", "valid"}, {"mode", "enforce"}, {"devices", Json::array()}};
  for (unsigned i = 0; i < n; ++i)
    state.list["devices"].push_back(Json{{"address", "0000:0" + std::to_string(i) + ":00.0"},
                                         {"name", "AMD Radeon RX 6600"},
                                         {"gfx", "gfx1032"},
                                         {"driver", "amdgpu"},
                                         {"profile", ""},
                                         {"state", "applied"},
                                         {"note", ""}});
  return state;
}

void add_events(Seen& state, unsigned n) {
  for (unsigned i = 0; i < n; ++i)
    state.events.push_back({i * 1'000'000ULL, Json{{"event", "changed"},
                                                   {"address", "0000:03:00.0"},
                                                   {"state", "event" + std::to_string(i)}}});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Live, ShowsDevicesAndTheLatestEventsLast) {
  auto state = with_devices(1);
  add_events(state, 2);
  const auto lines = lines_of(screen(state, screen_of_width(80), 24));
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_THAT(lines[0], HasSubstr("policy valid, mode enforce"));
  EXPECT_THAT(lines[3], HasSubstr("● 0000:00:00.0  Radeon RX 6600"));
  EXPECT_EQ(lines[5], "00:00:00  0000:03:00.0  event0");
  EXPECT_EQ(lines[6], "00:00:01  0000:03:00.0  event1");
}

TEST(Live, NeverGrowsBeyondTheTerminal) {
  for (const unsigned devices : {0U, 1U, 8U, 40U})
    for (const unsigned events : {0U, 5U, 100U})
      for (const unsigned rows : {1U, 3U, 5U, 10U, 24U}) {
        auto state = with_devices(devices);
        add_events(state, events);
        const auto lines = lines_of(screen(state, screen_of_width(60), rows));
        EXPECT_LE(lines.size(), rows);
        for (const auto& line : lines) EXPECT_LE(columns(line), 60U) << line;
      }
}

TEST(Live, SaysHowManyDevicesDoNotFitAndKeepsRoomForEvents) {
  auto state = with_devices(9);
  add_events(state, 9);
  const auto text = screen(state, screen_of_width(80), 12);
  EXPECT_THAT(text, HasSubstr("and 5 more"));
  EXPECT_THAT(text, HasSubstr("event8"));
  EXPECT_THAT(text, Not(HasSubstr("event5")));
}

TEST(Live, SaysWhyTheListIsOld) {
  auto state = with_devices(1);
  state.problem = "rmcpd is not running: showing its last state\nStart it";
  const auto lines = lines_of(screen(state, screen_of_width(80), 24));
  EXPECT_TRUE(lines[0].starts_with("rmcpd is not running: showing its last state  "));
  EXPECT_THAT(lines[3], HasSubstr("0000:00:00.0"));
}

TEST(Live, LeavesOutEventsThatSayNothing) {
  auto state = with_devices(1);
  state.events.push_back({0, Json{{"event", "changed"}, {"address", "0000:03:00.0"}}});
  EXPECT_THAT(screen(state, screen_of_width(80), 24), HasSubstr("No events yet."));
}

}  // namespace
}  // namespace rmcp::client
