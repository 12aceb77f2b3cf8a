// SPDX-License-Identifier: MIT
// Texts that are too large, too deep or no text at all: one complaint each, and no crash.
#include "lib/toml/document_check.hpp"
#include "tests/unit/config/support.hpp"

#include <gtest/gtest.h>

namespace rmcp::config::test {
namespace {

using Messages = std::vector<std::string>;

std::string repeat(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Document, RefusesTenMegabytes) {
  const auto text = "format = 1\n" + repeat("# padding\n", 1'000'000);
  EXPECT_EQ(messages(parse(text)), Messages{"1:1: the file is larger than 1 MiB"});
}

TEST(Document, TakesExactlyOneMebibyte) {
  std::string text = "format = 1\n#";
  text.resize(toml::kLargestFile, 'x');
  EXPECT_EQ(messages(parse(text)), Messages{});
  EXPECT_EQ(messages(parse(text + "x")), Messages{"1:1: the file is larger than 1 MiB"});
}

TEST(Document, RefusesDeepArrays) {
  EXPECT_EQ(messages(parse("format = 1\nx = " + repeat("[", 10'000))),
            Messages{"2:37: tables or arrays are nested too deep"});
}

TEST(Document, RefusesDeepInlineTables) {
  EXPECT_EQ(messages(parse("x = " + repeat("{a = ", 10'000))),
            Messages{"1:165: tables or arrays are nested too deep"});
}

TEST(Document, RefusesLongDottedKeys) {
  EXPECT_EQ(messages(parse("a" + repeat(".a", 500'000) + " = 1\n")),
            Messages{"1:34: tables or arrays are nested too deep"});
  EXPECT_EQ(messages(parse("[" + repeat("a.", 500'000) + "a]\n")),
            Messages{"1:35: tables or arrays are nested too deep"});
}

TEST(Document, CountsNoDepthInStringsAndComments) {
  const auto brackets = repeat("[{.", 100);
  const auto text = "format = 1 # " + brackets + "\n[[profile]]\nname = \"\\\"" + repeat("[.", 40) +
                    "\"\ndescription = '" + brackets + "'\n# it's\n";
  EXPECT_EQ(messages(parse(text)), Messages{});
}

TEST(Document, CountsDepthBehindMultiLineStrings) {
  const auto text = "format = 1\nx = \"\"\"a \" b \"\"\"\ny = " + repeat("[", 100);
  EXPECT_EQ(messages(parse(text)), Messages{"3:37: tables or arrays are nested too deep"});
}

TEST(Document, RefusesHeadersThatBeginWithNoName) {
  for (const std::string header : {"[[[rule]]]", "[.rule]", "[[ [rule]]", "  [=]", "[\u00e4]",
                                   "[[#]]", "\u00a0[{", "\u2003 [{x"}) {
    const auto root = toml::parse_document("format = 1\n" + header + "\n");
    ASSERT_FALSE(root) << header;
    EXPECT_EQ(root.error().at.line, 2u) << header;
    EXPECT_NE(root.error().message.find("the name of a table"), std::string::npos) << header;
  }
  EXPECT_FALSE(toml::parse_document("\ufeff[{"));
  for (const std::string header : {"[]", "[[]]", "[", "[ [rule]]", "[[", "[rule"})
    EXPECT_FALSE(toml::parse_document("format = 1\n" + header)) << header;
  EXPECT_TRUE(toml::parse_document(
      "a = [\n[[[1]]]\n]\nb = [[[1]]]\nc = \"\"\"\n[[[\"\"\"\n[ 'x' ]\n[[\t-]]\n"));
}

TEST(Document, NamesThePlaceOfANulByte) {
  using namespace std::string_literals;
  EXPECT_EQ(messages(parse("format = 1\n# \0\n"s)), Messages{"2:3: NUL byte: this is not a text"});
  EXPECT_EQ(messages(parse("\0"s)), Messages{"1:1: NUL byte: this is not a text"});
}

TEST(Document, NamesThePlaceOfInvalidUtf8) {
  const auto complaint = [](const std::string& place, const std::string& byte) {
    return Messages{place + ": byte " + byte + " is not valid UTF-8: save the file as UTF-8"};
  };
  EXPECT_EQ(messages(parse("format = 1\n# \xc3\xa4\xe4\n")), complaint("2:4", "0xe4"));  // Latin-1
  EXPECT_EQ(messages(parse("# \xc0\xaf")), complaint("1:3", "0xc0"));                    // overlong
  EXPECT_EQ(messages(parse("# \xe0\x80\xaf")), complaint("1:3", "0xe0"));                // overlong
  EXPECT_EQ(messages(parse("# \xed\xa0\x80")), complaint("1:3", "0xed"));      // surrogate
  EXPECT_EQ(messages(parse("# \xf4\x90\x80\x80")), complaint("1:3", "0xf4"));  // too large
  EXPECT_EQ(messages(parse("# \xe2\x82")), complaint("1:3", "0xe2"));          // cut off
  EXPECT_EQ(messages(parse("\xff\xfe"
                           "f")),
            complaint("1:1", "0xff"));  // UTF-16
}

TEST(Document, TakesAllOfUnicode) {
  EXPECT_EQ(
      messages(parse(
          "format = 1 # \xc2\x80 \xef\xbf\xbf \xf4\x8f\xbf\xbf \xed\x9f\xbf \xf0\x90\x80\x80")),
      Messages{});
}

TEST(Document, RefusesBracketsThatDoNotMatch) {
  EXPECT_EQ(messages(parse("format = 1\nx = [}\n")), Messages{"2:6: '}' where ']' is expected"});
  EXPECT_EQ(messages(parse("format = 1\nx = { y = [1, 2}\n")),
            Messages{"2:16: '}' where ']' is expected"});
  EXPECT_EQ(messages(parse("format = 1\nx = { y = 1]\n")),
            Messages{"2:12: ']' where '}' is expected"});
}

/// Letters for which toml++ has no answer, and others.
constexpr std::string_view kLetters[] = {"\xc3\x9c", "\xd0\x96", "\xe3\x82\xa2", "\xe4\xb8\x80"};

TEST(Document, RefusesLettersBeyondAsciiOutsideOfQuotes) {
  for (const auto view : kLetters) {
    const std::string letter(view);
    for (const auto& text : {"x" + letter + " = 1", "[x" + letter + "]", "x = 1" + letter,
                             "x = 0='o" + letter, "x = \"\"\"\\" + letter + "\"\"\""})
      EXPECT_EQ(messages(parse("format = 1\n" + text + "\n")).size(), 1u) << text;
  }
}

TEST(Document, TakesLettersBeyondAsciiInText) {
  for (const auto view : kLetters) {
    const std::string letter(view);
    const auto text = "format = 1 # " + letter +
                      "\n[[profile]]\nname = \"quiet\"\ndescription = " + "\"\"\"a \\\n  " +
                      letter + "\"\"\"\n";
    EXPECT_EQ(messages(parse(text)), Messages{}) << text;
  }
}

TEST(Document, ComplainsAboutAFileWithoutAFormat) {
  EXPECT_EQ(messages(parse("# nothing yet\n")),
            Messages{"1:1: 'format = 1' is missing: it has to be the first key of the file"});
  EXPECT_EQ(messages(parse(" \n\t\n")), Messages{}) << "an empty file";
}

TEST(Document, LimitsTheNumberOfComplaints) {
  std::string text = "format = 1\n";
  for (int i = 0; i < 250; ++i) text += "key" + std::to_string(i) + " = 1\n";
  const auto loaded = parse(text);
  ASSERT_EQ(loaded.diagnostics.size(), 101u);
  EXPECT_EQ(messages(loaded).back(), "102:1: and 150 more messages about this file");
  EXPECT_EQ(loaded.diagnostics.back().severity, Severity::error);
}

TEST(Document, ErrorsBehindAHundredPiecesOfAdviceStillCount) {
  std::string text = "format = 1\n";
  for (int i = 0; i < 150; ++i) text += "[[rule]]\nname = \"" + std::to_string(i) + "\"\n";
  EXPECT_TRUE(parse(text).ok());
  EXPECT_FALSE(parse(text + "typo = 1\n").ok());
}

TEST(Document, ShortensLongKeysBetweenCharacters) {
  const auto loaded = parse("format = 1\n\"" + repeat("\xc3\xa4", 10'000) + "\" = 1\n");
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  const auto& message = loaded.diagnostics.front().message;
  EXPECT_LE(message.size(), 503u);
  EXPECT_TRUE(message.ends_with("\xc3\xa4...")) << message;
}

}  // namespace
}  // namespace rmcp::config::test
