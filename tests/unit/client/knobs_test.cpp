// SPDX-License-Identifier: MIT
// The table of knobs is the core's.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/records/record_json.hpp"
#include "tests/unit/client/shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::client {
namespace {

using testing::HasSubstr;

TEST(Knobs, AreAllInTheTable) {
  Json list = Json::array();
  for (const auto& knob : knobs()) list.push_back(to_json(describe(knob)));
  const auto text = render_knobs(shown(Json{{"knobs", list}}), Style{});
  for (const auto& knob : knobs()) EXPECT_THAT(text, HasSubstr(std::string(knob.name)));
}

TEST(Knobs, AreGroupedByKindAndFitTheTerminal) {
  Json list = Json::array();
  for (const auto& knob : knobs()) list.push_back(to_json(describe(knob)));
  Style narrow;
  narrow.utf8 = false;  // a byte a column
  for (const unsigned width : {60u, 80u}) {
    narrow.width = width;
    std::istringstream lines(render_knobs(shown(Json{{"knobs", list}}), narrow));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), width) << line;
  }
  const auto text = render_knobs(shown(Json{{"knobs", list}}), narrow);
  EXPECT_THAT(text, HasSubstr("DESCRIPTION"));
  EXPECT_THAT(text, HasSubstr("\n\nKNOB"));
  EXPECT_THAT(text, HasSubstr("fan.curve"));
  EXPECT_THAT(text, HasSubstr("auto or points"));
}

TEST(Knobs, AreExplainedWithChoicesRangesAndWrappedText) {
  const auto document =
      Json::parse(R"({"knobs":[{"name":"a.b","type":"choice","choices":["auto","on"],
    "doc":"One two three four five six seven eight nine ten eleven twelve thirteen.","requires":""}]})");
  EXPECT_EQ(render_knob_details(shown(document), Style{}),
            "    name: a.b\n"
            "    type: choice\n"
            "  values: auto on\n"
            "     doc: One two three four five six seven eight nine ten eleven\n"
            "          twelve thirteen.\n"
            "requires: -\n");
  const auto needing = Json::parse(
      R"({"knobs":[{"type":"x","requires":"a = b","requires_on":"APUs","example":"\"150 W\""}]})");
  EXPECT_THAT(render_knob_details(shown(needing), Style{}),
              HasSubstr("requires: a = b, on APUs\n"));
  EXPECT_THAT(render_knob_details(shown(needing), Style{}), HasSubstr("example: \"150 W\"\n"));
  const auto number = Json::parse(R"({"knobs":[{"type":"integer","min":1,"max":60,"unit":"s"}]})");
  EXPECT_THAT(render_knob_details(shown(number), Style{}), HasSubstr("values: 1..60 s\n"));
}

}  // namespace
}  // namespace rmcp::client
