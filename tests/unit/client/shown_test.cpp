// SPDX-License-Identifier: MIT
// Whatever a stranger writes into a document: its text for people has no control characters but our
// own line ends, has no lines but our own, and is made at all.
#include "client/render/shown.hpp"

#include "client/document/json.hpp"
#include "client/render/advice.hpp"
#include "client/render/config.hpp"
#include "client/render/diagnostics.hpp"
#include "client/render/documents.hpp"
#include "client/render/event.hpp"
#include "client/render/live.hpp"
#include "client/render/outcomes.hpp"
#include "client/render/overdrive_help.hpp"
#include "client/render/plan.hpp"
#include "client/render/programs.hpp"
#include "client/render/users.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <functional>
#include <type_traits>

namespace rmcp::client {
namespace {

struct Renderer {
  const char* name;
  const char* sample;  // samples/NAME.json: an ordinary document with every key
  std::string (*render)(const Shown&, const Style&);
};

/// One after the other, each with a line of its own.
template <class Render>
std::string one_by_one(const std::vector<Shown>& list, Render render) {
  std::string out;
  for (const auto& element : list) out += render(element) + "\n";
  return out;
}

std::string advice_of_all(const Shown& document, const Style& style) {
  return one_by_one(items(document, "devices"), [&](const Shown& device) {
    return render_advice(device, AdviceOn::everything, style);
  });
}

std::string all_events(const Shown& document, const Style& style) {
  return one_by_one(items(document, "events"),
                    [&](const Shown& event) { return render_event(event, 1, style); });
}

std::string all_short_events(const Shown& document, const Style& style) {
  return one_by_one(items(document, "events"),
                    [&](const Shown& event) { return render_event_short(event, 1, style); });
}

std::string screen_of(const Shown& document, const Style& style) {
  LiveState state{.list = document, .events = {}, .problem = {}, .now = {}};
  for (const auto& event : items(document, "events")) state.events.push_back({1, event});
  return render_live(state, style, 50);
}

// Every renderer stands here: tests/unit/client/renderers compares.
const Renderer kRenderers[] = {
    {"outcome_lines", "devices",
     [](const Shown& document, const Style& style) {
       return one_by_one(items(document, "devices"), [&](const Shown& device) {
         return outcome_lines(device, items(device, "outcomes"), style);
       });
     }},
    {"policy_warning", "devices",
     [](const Shown& document, const Style&) { return policy_warning(document); }},
    {"program_counts", "devices",
     [](const Shown& document, const Style&) { return program_counts(document); }},
    {"render_added", "libraries", render_added},
    {"render_advice", "devices", advice_of_all},
    {"render_build_plan", "build", render_build_plan},
    {"render_built", "build", render_built},
    {"render_config", "policy", render_config},
    {"render_diagnostics", "devices",
     [](const Shown& document, const Style& style) { return render_diagnostics(document, style); }},
    {"render_event", "events", all_events},
    {"render_event_short", "events", all_short_events},
    {"render_explained", "kernel", render_explained},
    {"render_files", "policy", render_files},
    {"render_inspect", "inspect", render_inspect},
    {"render_kernel", "kernel", render_kernel},
    {"render_knob_details", "knobs", render_knob_details},
    {"render_knobs", "knobs", render_knobs},
    {"render_libraries", "libraries", render_libraries},
    {"render_library", "libraries", render_library},
    {"render_list", "devices",
     [](const Shown& document, const Style& style) {
       return render_list(document, style, std::chrono::microseconds(1));
     }},
    {"render_live", "events", screen_of},
    {"render_memory", "inspect",
     [](const Shown& document, const Style& style) {
       return render_memory(document.at("memory"), style);
     }},
    {"render_outcomes", "devices", render_outcomes},
    {"render_overdrive_help", "devices",
     [](const Shown& document, const Style& style) {
       return render_overdrive_help(document, "last_outcomes", style);
     }},
    {"render_plan", "devices", render_plan},
    {"render_profile_details", "policy", render_profile_details},
    {"render_profiles", "policy", render_profiles},
    {"render_programs", "devices", render_programs},
    {"render_readings", "knobs", render_readings},
    {"render_rebound", "build", render_rebound},
    {"render_reload", "devices", render_reload},
    {"render_show", "devices", render_show},
    {"render_status", "devices", render_status},
    {"render_users", "devices", render_users},
    {"render_valid", "policy", render_valid},
    {"render_verified", "libraries", render_verified},
    {"render_verify", "devices", render_verify},
    {"users_in_words", "devices",
     [](const Shown& document, const Style&) {
       return one_by_one(items(document, "devices"), [](const Shown& device) {
         return users_in_words(items(device, "users"));
       });
     }},
};

Json sample(const std::string& name) {
  std::ifstream file(std::string(RMCP_SAMPLES) + "/" + name + ".json");
  return Json::parse(file);
}

/// Every value of two equal documents, the innermost first. `visit` puts back what it changes.
void visit_both(Json& one, Json& other, const std::function<void(Json&, Json&)>& visit) {
  if (one.is_structured())
    for (auto a = one.begin(), b = other.begin(); a != one.end(); ++a, ++b)
      visit_both(*a, *b, visit);
  visit(one, other);
}

void visit_each(Json& document, const std::function<void(Json&)>& visit) {
  if (document.is_structured())
    for (auto& inner : document) visit_each(inner, visit);
  visit(document);
}

/// The value with this text in it: a text is the text, keys of an object begin with it.
void write(Json& value, const std::string& text) {
  if (value.is_string()) value = text;
  if (!value.is_object()) return;
  Json renamed = Json::object();
  for (auto& inner : value) renamed[text + std::to_string(renamed.size())] = inner;
  value = std::move(renamed);
}

const std::string kEvil = "\x1b]0;x\x07\n\xe2\x80\xae";
const std::string kTame(28, 'x');  // as wide as the other one escaped: lines break alike

/// What a terminal would obey; empty: nothing.
std::string obeyed(const std::string& text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return "a control character";
  return text.find("\xe2\x80\xae") == std::string::npos ? "" : "a change of direction";
}

auto line_count(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

Style with_width(unsigned width) {
  Style style;
  style.width = width;
  return style;
}

bool is_for_files(const Renderer& renderer) {
  return std::string_view(renderer.name) == "render_files";
}

/// A file keeps its lines, and in a pipe its bytes.
void expect_harmless(const Renderer& renderer, const Json& evil, const Json& tame) {
  for (const unsigned width : {0U, 80U}) {
    if (is_for_files(renderer) && width == 0) continue;
    const auto style = with_width(width);
    const auto text = renderer.render({evil, style}, style);
    EXPECT_EQ(obeyed(text), "") << renderer.name << ": " << evil;
    if (width > 0) continue;  // lines of different words break differently
    EXPECT_EQ(line_count(text), line_count(renderer.render({tame, style}, style)))
        << renderer.name << ": " << evil << "\n"
        << text;
  }
}

TEST(Shown, HasNoControlCharactersAndNoLinesOfAStranger) {
  for (const auto& renderer : kRenderers) {
    Json evil = sample(renderer.sample), tame = evil;
    visit_both(evil, tame, [&](Json& value, Json& other) {
      if (!value.is_string() && !value.is_object()) return;
      const Json before = value;
      write(value, kEvil);
      write(other, kTame);
      expect_harmless(renderer, evil, tame);
      value = other = before;
    });
  }
}

void expect_text(const Renderer& renderer, const Json& document) {
  try {
    renderer.render({document, Style{}}, Style{});
  } catch (const std::exception& error) {
    ADD_FAILURE() << renderer.name << ": " << document << ": " << error.what();
  }
}

TEST(Shown, IsMadeOfValuesOfAnyType) {
  const Json others[] = {nullptr,
                         true,
                         1e300,
                         "x",
                         Json::array({1, Json::object()}),
                         Json{{"x", Json::array({nullptr})}}};
  for (const auto& renderer : kRenderers) {
    Json document = sample(renderer.sample);
    visit_each(document, [&](Json& value) {
      const Json before = value;
      for (const auto& other : others) {
        value = other;
        expect_text(renderer, document);
      }
      value = before;
    });
  }
}

TEST(Shown, EscapesTextKeysAndJson) {
  const Json document{{"\x1b", Json::array({"a\nb", "\xff"})}, {"t", "\x9b"}};
  const Shown shown(document, Style{});
  EXPECT_EQ(shown.fields().front().first, "\\033");
  EXPECT_EQ(shown.words(), "\\033=a\\012b, \\377 t=\\233");
  EXPECT_EQ(shown.at("t").json(), "\"\xef\xbf\xbd\"");
  EXPECT_EQ(join(items(shown, "\x1b")), "a\\012b, \\377");
}

TEST(Shown, IsNothingWhereAnotherTypeIsExpected) {
  const Json document{{"flag", true}, {"list", Json::array({1})}, {"number", 1.5}};
  const Shown shown(document, Style{});
  EXPECT_EQ(text(shown, "flag"), "");
  EXPECT_EQ(number(shown, "number"), 0);
  EXPECT_TRUE(items(shown, "number").empty());
  EXPECT_TRUE(shown.at("list").at("x").empty());
  EXPECT_TRUE(texts(shown, "list").empty());
  EXPECT_TRUE(shown.at("list").fields().empty());
}

TEST(Shown, GivesTheBytesOfAFileInAPipeOnly) {
  const Json text = "a\n\x1b";
  EXPECT_EQ(Shown(text, Style{}).text_for_file(with_width(0)), "a\n\x1b");
  EXPECT_EQ(Shown(text, Style{}).text_for_file(with_width(80)), "a\n\\033");
}

static_assert(!std::is_convertible_v<Json, Shown>, "a raw document is no argument of a renderer");
static_assert(!std::is_constructible_v<Json, Shown>, "and nothing gives it back");

}  // namespace
}  // namespace rmcp::client
