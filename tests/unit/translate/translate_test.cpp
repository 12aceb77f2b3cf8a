// SPDX-License-Identifier: MIT
// Settings of other tools become policy that rmcpd accepts, and nothing is lost without a word.
#include "client/translate/translate.hpp"

#include "client/translate/lact_id.hpp"
#include "client/yaml/yaml.hpp"
#include "daemon/config/policy_reader.hpp"
#include "lib/sys/file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rmcp::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Translated<std::string> translated(const std::string& text, const std::string& name) {
  if (is_amdgpu_clocks(text)) return translate_amdgpu_clocks(text, name, address_in_name(name));
  const auto tree = read_yaml(text);
  return tree ? translate_lact(*tree) : tl::unexpected(tree.error());
}

/// The diagnostics that policy has for a text, and the sections that it found.
std::string complaints(const std::string& policy) {
  toml::Complaints complaints("20-imported.toml");
  config::read_policy_file({"20-imported.toml", policy}, complaints);
  std::string out;
  for (const auto& diagnostic : complaints.release()) out += to_string(diagnostic) + "\n";
  return out;
}

std::string file(const std::string& name) {
  return sys::read_file(RMCP_FOREIGN "/" + name).value_or("");
}

std::string policy_of(const std::string& name) {
  const auto policy = translated(file(name), name);
  return policy ? *policy
                : "line " + std::to_string(policy.error().at.line) + ": " + policy.error().text;
}

/// For one GPU of LACT's file, by its device id.
std::string lact(const std::string& device, const std::string& settings) {
  const auto policy = translated(
      "gpus:\n  1002:" + device + "-1043:0001-0000:03:00.0:\n" + settings, "config.yaml");
  return policy ? *policy : policy.error().text;
}

class Foreign : public ::testing::TestWithParam<std::string> {};

TEST_P(Foreign, becomes_policy_without_a_complaint) {
  const auto policy = policy_of(GetParam());
  EXPECT_THAT(policy, HasSubstr("\nformat = 1\n"));
  EXPECT_THAT(policy, HasSubstr("[[rule]]"));
  EXPECT_EQ(complaints(policy), "") << policy;
}

TEST_P(Foreign, cut_off_anywhere_is_policy_or_one_error) {
  const auto text = file(GetParam());
  ASSERT_FALSE(text.empty());
  for (std::size_t length = 0; length < text.size(); length += 7) {
    const auto policy = translated(text.substr(0, length), GetParam());
    ASSERT_EQ(policy ? complaints(*policy) : "", "") << length;
    ASSERT_TRUE(policy || !policy.error().text.empty()) << length;
  }
}

TEST_P(Foreign, with_any_byte_changed_is_policy_or_one_error) {
  const auto text = file(GetParam());
  for (std::size_t at = 0; at < text.size(); at += 17)
    for (const char c : {'"', '\xff', '\\', '-', '9', ']'}) {
      auto changed = text;
      changed[at] = c;
      const auto policy = translated(changed, GetParam());
      const auto wrong = policy ? complaints(*policy) : "";
      ASSERT_EQ(wrong, "") << changed;
    }
}

INSTANTIATE_TEST_SUITE_P(Translate, Foreign,
                         ::testing::Values("lact.yaml", "lact-old.yaml",
                                           "amdgpu-custom-state.card0",
                                           "amdgpu-custom-state.pci:0000:03:00.0"),
                         [](const auto& test) { return "file" + std::to_string(test.index); });

TEST(Translate, a_card_of_lact_is_matched_by_its_board) {
  const auto policy = lact("744C", "    power_cap: 300.0\n");
  EXPECT_THAT(policy, HasSubstr("match = { device = \"0x744c\", subsystem_vendor = \"0x1043\", "
                                "subsystem_device = \"0x0001\" }"));
  EXPECT_THAT(policy, HasSubstr("power_cap = \"300 W\"\n"));
}

TEST(Translate, two_boards_that_are_alike_are_matched_by_their_address_too) {
  const auto policy = policy_of("lact.yaml");
  EXPECT_THAT(policy, HasSubstr("subsystem_device = \"0x5217\", address = \"0000:04:00.0\" }"));
  EXPECT_THAT(policy, HasSubstr("subsystem_device = \"0xe471\" }"));
}

TEST(Translate, the_form_depends_on_what_the_card_has) {
  const std::string clocks = "    max_core_clock: 2000\n";
  EXPECT_THAT(lact("73FF", clocks), HasSubstr("\ncore_clock_max = \"2000 MHz\"\n"));
  EXPECT_THAT(lact("7550", clocks), HasSubstr("# - max_core_clock (line 3): RDNA4 has no such"));
  EXPECT_THAT(lact("687F", clocks),
              HasSubstr("# - max_core_clock (line 3): this card's clocks are"));
  const std::string points = "    gpu_vf_curve: {7: {clockspeed: 1500, voltage: 1000}}\n";
  EXPECT_THAT(lact("687F", points), HasSubstr("\ncore_levels = \"7: 1500 MHz 1000 mV\"\n"));
  EXPECT_THAT(lact("731F", points), HasSubstr("\nvoltage_curve = \"7: 1500 MHz 1000 mV\"\n"));
}

TEST(Translate, a_fan_curve_that_lact_follows_itself_stays_with_lact) {
  const std::string fan =
      "    fan_control_enabled: true\n"
      "    fan_control_settings:\n"
      "      mode: curve\n"
      "      curve: {40: 0.2, 50: 0.3, 60: 0.4, 70: 0.5, 80: 1}\n";
  EXPECT_THAT(lact("73FF", fan), HasSubstr("LACT itself follows the curve"));
  EXPECT_THAT(lact("744C", fan),
              HasSubstr("\ncurve = \"40 C 20 %, 50 C 30 %, 60 C 40 %, 70 C 50 %, 80 C 100 %\"\n"));
}

TEST(Translate, settings_that_were_not_in_force_stay_out) {
  const std::string states = "    power_states: {core_clock: [0, 1]}\n";
  EXPECT_THAT(lact("744C", states), HasSubstr("not in force in LACT either"));
  EXPECT_THAT(lact("744C", "    performance_level: manual\n" + states),
              HasSubstr("\npp_dpm_sclk = [0, 1]\n"));
  EXPECT_THAT(lact("744C", "    fan_control_settings: {mode: static, static_speed: 0.5}\n"),
              HasSubstr("fan_control_enabled is not true"));
}

TEST(Translate, risky_settings_are_said_to_need_a_confirmation) {
  EXPECT_THAT(lact("744C", "    voltage_offset: -50\n"), HasSubstr("risky"));
  EXPECT_THAT(lact("744C", "    performance_level: low\n"), Not(HasSubstr("risky")));
}

TEST(Translate, whatever_lact_has_beside_gpus_of_amd_is_named) {
  const auto policy = policy_of("lact.yaml");
  EXPECT_THAT(policy,
              HasSubstr("# GPU 10DE:2684-1043:889D-0000:01:00.0 (line 86): not an AMD GPU."));
  EXPECT_THAT(policy, HasSubstr("name = \"lact-Quiet-nights\"\n"));
  EXPECT_THAT(policy, HasSubstr("rmcpd watches no programs"));
  EXPECT_THAT(policy, HasSubstr("undervolt_more (line 85): rmcp-import does not know this key"));
}

TEST(Translate, a_name_of_lact_has_ids_and_an_address) {
  const auto id = parse_lact_id("1002:744C-1DA2:E471-0000:2d:00.0");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->device, 0x744c);
  EXPECT_EQ(id->subsystem_device, 0xe471);
  EXPECT_EQ(to_string(id->address), "0000:2d:00.0");
  for (const auto* wrong : {"", "1002:744C", "1002:744C-1DA2:E471", "1002:744C-1DA2:E471-x",
                            "1002:7444C-1DA2:E471-0000:2d:00.0", "-:-:-0000:2d:00.0"})
    EXPECT_FALSE(parse_lact_id(wrong)) << wrong;
}

TEST(Translate, amdgpu_clocks_says_in_its_name_which_card_it_is_for) {
  const auto with = [](const std::string& name, std::optional<PciAddress> card) {
    return translate_amdgpu_clocks("FORCE_PERF_LEVEL: low\n", name, card).value();
  };
  const auto named = with("amdgpu-custom-state.pci:0000:2d:00.0", parse_pci_address("2d:00.0"));
  EXPECT_THAT(named, HasSubstr("\nmatch = { address = \"0000:2d:00.0\" }\n"));
  EXPECT_THAT(with("amdgpu-custom-state.card0", parse_pci_address("2d:00.0")),
              HasSubstr("card0, which is this card now"));
  EXPECT_THAT(with("amdgpu-custom-state.card0", std::nullopt),
              HasSubstr("match = { address = \"0000:00:00.0\" }"));
  EXPECT_EQ(complaints(with("x", std::nullopt)), "");
}

TEST(Translate, an_error_of_amdgpu_clocks_has_its_line) {
  const auto policy = translated("OD_SCLK:\n1: 1500 apples\n", "amdgpu-custom-state.card0");
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().at.line, 2u);
  EXPECT_THAT(policy.error().text, HasSubstr("found '1: 1500 apples'"));
}

TEST(Translate, other_files_are_named_as_such) {
  EXPECT_THAT(translated("a: 1\n", "x").error().text, HasSubstr("neither LACT's config.yaml"));
  EXPECT_THAT(translated("gpus: 5\n", "x").error().text, HasSubstr("gpus: expected a table"));
}

}  // namespace
}  // namespace rmcp::client
