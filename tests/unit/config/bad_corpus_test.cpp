// SPDX-License-Identifier: MIT
// Each file of tests/policy/bad states its own complaints: exactly those have to come, in that
// order.
#include "support.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace rmcp::config::test {
namespace {

struct Expectation {
  bool profiles_folder = false;
  std::vector<std::pair<Severity, std::string>> complaints;  // "LINE:COL: part of the message"
};

/// `# expect: 3:1: text` and `# advise: 3:1: text`, before anything else in the file.
Expectation expectation_of(const std::string& text) {
  Expectation out;
  std::istringstream lines(text);
  constexpr std::string_view kExpect = "# expect: ", kAdvise = "# advise: ";
  for (std::string line; std::getline(lines, line) && line.starts_with("# ");) {
    if (line == "# folder: profiles.d") out.profiles_folder = true;
    if (line.starts_with(kExpect))
      out.complaints.emplace_back(Severity::error, line.substr(kExpect.size()));
    if (line.starts_with(kAdvise))
      out.complaints.emplace_back(Severity::advice, line.substr(kAdvise.size()));
  }
  return out;
}

/// Empty when the diagnostic is the expected one.
std::string difference(const Diagnostic& found, Severity severity, const std::string& expected) {
  const auto text = fmt::format("{}:{}: {}", found.origin.line, found.origin.column, found.message);
  const auto message = expected.find(": ") + 2;
  const bool place = text.starts_with(expected.substr(0, message));
  const bool says_it = found.message.find(expected.substr(message)) != std::string::npos;
  if (place && says_it && found.severity == severity) return {};
  return fmt::format("found    {} {}\nexpected {} {}", to_string(found.severity), text,
                     to_string(severity), expected);
}

class BadPolicy : public testing::TestWithParam<std::string> {};

TEST_P(BadPolicy, GetsExactlyItsComplaints) {
  const auto text = slurp(GetParam());
  const auto expected = expectation_of(text);
  ASSERT_FALSE(expected.complaints.empty()) << "the file states no complaint";
  const auto loaded = parse_policy({toml::SourceFile{GetParam(), text, expected.profiles_folder}});
  for (std::size_t i = 0; i < std::min(expected.complaints.size(), loaded.diagnostics.size());
       ++i) {
    const auto& [severity, what] = expected.complaints[i];
    EXPECT_EQ(difference(loaded.diagnostics[i], severity, what), "");
    EXPECT_EQ(loaded.diagnostics[i].origin.file, GetParam());
  }
  EXPECT_EQ(loaded.diagnostics.size(), expected.complaints.size()) << fmt::format(
      "{}", to_string(loaded.diagnostics.empty() ? Diagnostic{} : loaded.diagnostics.back()));
  const bool errors = expected.complaints.front().first == Severity::error;
  EXPECT_EQ(loaded.ok(), !errors);
}

INSTANTIATE_TEST_SUITE_P(Corpus, BadPolicy,
                         testing::ValuesIn(files_in(RMCP_POLICY_CORPUS "/bad", ".toml")),
                         [](const auto& test) { return test_name(test.param); });

}  // namespace
}  // namespace rmcp::config::test
