// SPDX-License-Identifier: MIT
// What a program gets, as named fields.
#include "lib/records/record.hpp"
#include "lib/start/program_export.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::ElementsAre;

ProgramExport ollama() {
  return {.kind = ProgramKind::unit,
          .name = "ollama.service",
          .devices = {"all"},
          .addresses = {*parse_pci_address("0000:03:00.0"), *parse_pci_address("0000:3f:00.0")},
          .result = ExportResult::not_exported,
          .hindrance = {Obstacle::values_differ, "they differ"},
          .origin = {.file = "/etc/rmcp/policy.d/10.toml", .line = 26}};
}

TEST(ProgramRecord, HasTheReasonTheNextStepAndTheLineInPolicy) {
  const auto record = describe(ollama());
  const auto word = [&](std::string_view key) { return get<std::string>(record, key); };
  EXPECT_EQ(word("kind"), "unit");
  EXPECT_EQ(word("name"), "ollama.service");
  EXPECT_EQ(word("result"), "not-exported");
  EXPECT_EQ(word("reason"), "they differ");
  EXPECT_EQ(word("next_step"), "name one device, or give both the same value");
  EXPECT_EQ(word("file"), "/etc/rmcp/policy.d/10.toml");
  EXPECT_EQ(get<std::uint64_t>(record, "line"), 26U);
  EXPECT_THAT(get<std::vector<std::string>>(record, "addresses"),
              ElementsAre("0000:03:00.0", "0000:3f:00.0"));
}

TEST(ProgramRecord, HasTheVariablesAndTheLibrarySetOfAnExport) {
  auto program = ollama();
  program.result = ExportResult::exported;
  program.hindrance = {};
  program.environment = {{"HSA_ENABLE_SDMA", "0"}};
  program.library = "rocm-6.3";
  const auto record = describe(program);
  using Values = std::map<std::string, std::string>;
  EXPECT_EQ(get<Values>(record, "environment"), (Values{{"HSA_ENABLE_SDMA", "0"}}));
  EXPECT_EQ(get<std::string>(record, "library"), "rocm-6.3");
  EXPECT_EQ(get<std::string>(record, "reason"), "");
  EXPECT_EQ(get<std::string>(record, "next_step"), "");
}

TEST(ProgramRecord, EveryResultHasAWordThatIsReadBack) {
  for (int i = 0; i <= static_cast<int>(ExportResult::unknown); ++i) {
    const auto result = static_cast<ExportResult>(i);
    EXPECT_EQ(parse_export_result(to_string(result)), result);
  }
  EXPECT_EQ(parse_export_result("of a newer daemon"), std::nullopt);
}

}  // namespace
}  // namespace rmcp
