// SPDX-License-Identifier: MIT
// The table of module parameters: what is true of every row, and of the rows that are special.
#include "lib/knobs/parameters/module_parameter.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace rmcp {
namespace {

const ModuleParameter& row(std::string_view name) { return *find_module_parameter(name); }

Scalar text(const char* value) { return Scalar{std::string(value)}; }
Scalar number(std::int64_t value) { return Scalar{value}; }

Expected<Value> parse(std::string_view name, const Scalar& scalar) {
  const auto& knob = *find_knob(std::string("parameter.") + std::string(name));
  return knob.codec->parse(knob, scalar);
}

std::string written(std::string_view name, const Scalar& scalar, KernelVersion kernel = k6_12) {
  const auto value = parse(name, scalar);
  if (!value) return "refused: " + value.error().text;
  return parameter_text(row(name), *value, kernel).value_or("unknown");
}

/// [module.amdgpu] takes the word beside the parameters.
TEST(ModuleParameters, HaveNoneThatIsCalledTrusted) {
  EXPECT_EQ(find_knob("parameter.trusted"), nullptr);
}

TEST(ModuleParameters, AreSeventyEightAndEachIsAKnob) {
  std::set<std::string_view> names;
  for (const auto& p : module_parameters()) {
    EXPECT_TRUE(names.insert(p.name()).second) << p.knob;
    const auto* knob = find_knob(p.knob);
    ASSERT_NE(knob, nullptr) << p.knob;
    EXPECT_EQ(&module_parameter_of(*knob), &p);
    EXPECT_EQ(knob->scope, Scope::module);
  }
  EXPECT_EQ(names.size(), 78u);
}

TEST(ModuleParameters, TakeTheirOwnDefaults) {
  for (const auto& p : module_parameters()) {
    for (const auto normal : {p.normal, p.new_normal}) {
      if (normal.empty()) continue;
      // No limit on Linux 6.1, no memory since: see Ranges.
      if (p.name() == "vramlimit" && normal == "0") continue;
      const auto value =
          parse(p.name(), p.type == ParameterType::boolean ? Scalar{normal == "Y"}
                                                           : text(std::string(normal).c_str()));
      ASSERT_TRUE(value) << p.knob << ": " << value.error().text;
      EXPECT_TRUE(shows_value(p, normal, *parameter_text(p, *value, k7_2), k7_2)) << p.knob;
      EXPECT_EQ(parameter_risk(p, *value), Risk::safe) << p.knob;
    }
  }
}

TEST(ModuleParameters, SayWhereTheyComeFromAndChangeWithinTheKernelsRead) {
  for (const auto& p : module_parameters()) {
    EXPECT_FALSE(p.doc.empty() || p.source.empty()) << p.knob;
    EXPECT_LE(p.first, p.last) << p.knob;
    EXPECT_LE(p.min, p.max) << p.knob;
    if (!p.new_normal.empty()) {
      EXPECT_GT(p.new_normal_since, p.first) << p.knob;
    }
    if (p.type != ParameterType::text) {
      EXPECT_TRUE(p.charset.empty()) << p.knob;
    }
    EXPECT_EQ(p.charset.find_first_of("\"\\ #'"), p.charset.npos) << p.knob;
  }
}

TEST(ModuleParameters, WaitForARebootUnlessTheDriverLooksAtWritesLater) {
  EXPECT_EQ(find_knob("parameter.no_system_mem_limit")->activation, Activation::immediate);
  EXPECT_EQ(find_knob("parameter.reset_method")->activation, Activation::immediate);
  // Writable, but only read when a GPU is probed.
  EXPECT_EQ(find_knob("parameter.noretry")->activation, Activation::reboot);
  // Looked at later, but sysfs takes no write.
  EXPECT_EQ(find_knob("parameter.gpu_recovery")->activation, Activation::reboot);
}

TEST(ProbeOnly, IsKnownOfEachParameterThatIsReadAtProbeAndOfNoOther) {
  for (const auto& p : module_parameters()) {
    EXPECT_EQ(p.probe_only.has_value(), p.read_at == ReadAt::probe) << p.knob;
    EXPECT_EQ(p.new_probe_only == kNoGc, p.new_probe_only_since == KernelVersion{}) << p.knob;
    EXPECT_EQ(p.probe_only.value_or(kNoGc) & ~kEveryGc, kNoGc) << p.knob;
    // A later kernel was seen to read a parameter less often, never more often.
    if (p.new_probe_only != kNoGc) {
      EXPECT_EQ(p.probe_only.value_or(kNoGc) & ~p.new_probe_only, kNoGc) << p.knob;
    }
  }
}

int rows(GcGenerations generations) {
  const auto all = module_parameters();
  return static_cast<int>(std::count_if(
      all.begin(), all.end(), [&](const auto& p) { return p.probe_only == generations; }));
}

// kernel-patch/EVIDENCE.md, section 8, has these numbers: they change with the table only.
TEST(ProbeOnly, HoldsOfThirtyThreeParametersOnEveryGenerationAndOfTwentyFourOnNone) {
  EXPECT_EQ(rows(kEveryGc), 33);
  EXPECT_EQ(rows(kNoGc), 24);
  EXPECT_EQ(rows(kGc9 | kGc10_1 | kGc10_3), 2);
  EXPECT_EQ(rows(kGc10_1 | kGc10_3), 1);
  EXPECT_EQ(rows(kGc10_1 | kGc10_3 | kGc11 | kGc12_0), 1);
  EXPECT_EQ(rows(kGc9), 1);
  EXPECT_EQ(rows(kGc9 | kGc11 | kGc12_0), 1);
}

TEST(ProbeOnly, ExcludesRetryWhereTheHubsReadItOnResume) {
  const auto& noretry = row("noretry");
  EXPECT_EQ(probe_only_on(noretry, k6_1), kGc9 | kGc10_1 | kGc10_3);
  EXPECT_EQ(probe_only_on(noretry, k6_12), kGc9 | kGc10_1 | kGc10_3);
  EXPECT_EQ(probe_only_on(noretry, KernelVersion{6, 18}), kGc9 | kGc10_1 | kGc10_3);
  EXPECT_EQ(probe_only_on(noretry, k7_2), kEveryGc);
  EXPECT_EQ(probe_only_on(noretry, KernelVersion{7, 3}), kEveryGc);
}

TEST(ProbeOnly, IsForTheKernelsThatHaveTheParameter) {
  EXPECT_EQ(probe_only_on(row("noretry"), std::nullopt), kNoGc);
  EXPECT_EQ(probe_only_on(row("noretry"), KernelVersion{5, 10}), kNoGc);
  EXPECT_EQ(probe_only_on(row("rebar"), k6_12), kNoGc);
  EXPECT_EQ(probe_only_on(row("rebar"), k7_2), kEveryGc);
  EXPECT_EQ(probe_only_on(row("mcbp"), k6_1), kNoGc);
  EXPECT_EQ(probe_only_on(row("mcbp"), k6_12), kEveryGc);
  EXPECT_EQ(probe_only_on(row("gpu_recovery"), k6_12), kNoGc);
  EXPECT_EQ(probe_only_on(row("ppfeaturemask"), k7_2), kGc9);
}

TEST(GcGeneration, IsThatOfTheGfxTarget) {
  EXPECT_EQ(gc_generation({9, 0, 12}), kGc9);     // Renoir
  EXPECT_EQ(gc_generation({10, 1, 0}), kGc10_1);  // Navi 10, GC 10.1.10
  EXPECT_EQ(gc_generation({10, 3, 6}), kGc10_3);
  EXPECT_EQ(gc_generation({11, 5, 1}), kGc11);
  EXPECT_EQ(gc_generation({12, 0, 1}), kGc12_0);
  EXPECT_EQ(gc_generation({12, 5, 0}), kNoGc);
  EXPECT_EQ(gc_generation({8, 0, 3}), kNoGc);
}

TEST(KernelVersions, AreReadFromReleases) {
  EXPECT_EQ(parse_kernel_version("6.12.95-amd64"), k6_12);
  EXPECT_EQ(parse_kernel_version("7.2"), k7_2);
  EXPECT_EQ(parse_kernel_version("6"), std::nullopt);
  EXPECT_EQ(parse_kernel_version("x.y"), std::nullopt);
  EXPECT_EQ(parse_kernel_version(""), std::nullopt);
}

TEST(Presence, IsUnknownBetweenTheKernelsThatWereRead) {
  EXPECT_EQ(presence(row("noretry"), k6_1), Presence::yes);
  EXPECT_EQ(presence(row("noretry"), KernelVersion{9, 0}), Presence::yes);
  EXPECT_EQ(presence(row("noretry"), KernelVersion{5, 10}), Presence::unknown);
  EXPECT_EQ(presence(row("noretry"), std::nullopt), Presence::unknown);
  EXPECT_EQ(presence(row("debug_mask"), k6_1), Presence::no);
  EXPECT_EQ(presence(row("debug_mask"), KernelVersion{6, 6}), Presence::unknown);
  EXPECT_EQ(presence(row("debug_mask"), k6_8), Presence::yes);
  EXPECT_EQ(presence(row("mes"), k6_12), Presence::yes);
  EXPECT_EQ(presence(row("mes"), KernelVersion{6, 18}), Presence::unknown);
  EXPECT_EQ(presence(row("mes"), k7_2), Presence::no);
  EXPECT_EQ(presence(row("vm_debug"), k6_8), Presence::no);
  EXPECT_EQ(presence(row("user_queue"), k6_12), Presence::no);
}

TEST(Defaults, AreUnknownWhereTheKernelsAroundDiffer) {
  EXPECT_EQ(default_on(row("mcbp"), k6_1), "0");
  EXPECT_EQ(default_on(row("mcbp"), KernelVersion{6, 6}), std::nullopt);
  EXPECT_EQ(default_on(row("mcbp"), k6_12), "-1");
  EXPECT_EQ(default_on(row("ppfeaturemask"), std::nullopt), "0xfff7bfff");
}

TEST(Writable, ChangesWithTheKernel) {
  EXPECT_FALSE(writable_on(row("reset_method"), k6_8));
  EXPECT_TRUE(writable_on(row("reset_method"), k6_12));
  EXPECT_FALSE(writable_on(row("ppfeaturemask"), k7_2));
  EXPECT_TRUE(writable_on(row("gartsize"), k6_1));
}

TEST(Masks, ChangeTheDefaultOfTheKernelByName) {
  const Scalar change{MaskChange{.add = {"overdrive"}, .remove = {"gfxoff", "stutter"}}};
  EXPECT_EQ(to_string(*parse("ppfeaturemask", change)), "+overdrive -gfxoff -stutter");
  EXPECT_EQ(written("ppfeaturemask", change), "0xfff57fff");
  EXPECT_EQ(written("ppfeaturemask", text("+overdrive")), "0xfff7ffff");
  EXPECT_EQ(written("ppfeaturemask", number(0)), "0x0");
  EXPECT_EQ(written("cg_mask", text("0xffffffffffffffff")), "0xffffffffffffffff");
  EXPECT_EQ(written("debug_mask", text("+vm +vm")), "0x1");
}

TEST(Masks, AreRiskyWhenTheyTurnOnWhatIsOff) {
  const auto risk = [](const char* mask) {
    return parameter_risk(row("ppfeaturemask"), *parse("ppfeaturemask", text(mask)));
  };
  EXPECT_EQ(risk("+overdrive"), Risk::confirm);
  EXPECT_EQ(risk("0xffffffff"), Risk::confirm);
  EXPECT_EQ(risk("-gfxoff"), Risk::safe);
  EXPECT_EQ(risk("0xfff7bfff"), Risk::safe);
}

TEST(Risk, IsThatOfTheValue) {
  EXPECT_EQ(parameter_risk(row("dpm"), Value{std::int64_t{0}}), Risk::confirm);
  EXPECT_EQ(parameter_risk(row("dpm"), Value{std::int64_t{-1}}), Risk::safe);
  EXPECT_EQ(parameter_risk(row("noretry"), Value{std::int64_t{0}}), Risk::safe);
}

TEST(Unsigned, ParametersAreToldNoMinusSign) {
  // kstrtouint takes none: "options amdgpu gartsize=-1" keeps the driver from loading.
  EXPECT_EQ(written("gartsize", number(-1)), "4294967295");
  EXPECT_EQ(written("user_partt_mode", number(-2)), "4294967294");
  EXPECT_EQ(written("gttsize", number(-1)), "-1");
  EXPECT_TRUE(shows_value(row("user_partt_mode"), "4294967294", "4294967294", k7_2));
  EXPECT_TRUE(shows_value(row("user_partt_mode"), "4294967294", "-2", k7_2));
  EXPECT_EQ(parameter_risk(row("vramlimit"), *parse("vramlimit", number(-1))), Risk::safe);
}

TEST(Unsigned, IsWhatAbmlevelWasBeforeLinux6_8) {
  const auto told = [](KernelVersion kernel) {
    return parameter_text(row("abmlevel"), Value{std::int64_t{-1}}, kernel);
  };
  EXPECT_EQ(told(k6_8), "-1");
  EXPECT_EQ(told(k6_1).error(), "-1 is not valid for Linux before 6.8: the driver would not load");
  EXPECT_EQ(parameter_text(row("abmlevel"), Value{std::int64_t{2}}, k6_1), "2");
}

TEST(Ranges, LeaveOutWhatDoesNotDoWhatItSays) {
  // 0 lets the driver bind like 1 does (amdgpu_pci_probe).
  EXPECT_EQ(written("modeset", number(0)), "refused: 0 is out of range: 1, or -1 for auto");
  EXPECT_EQ(written("modeset", number(1)), "1");
  // 0 leaves a card without memory since Linux 6.8 (amdgpu_gmc_vram_location).
  EXPECT_EQ(written("vramlimit", number(0)),
            "refused: 0 is out of range: at least 1, or -1 for auto");
  EXPECT_EQ(written("user_partt_mode", number(5)),
            "refused: 5 is out of range: 0 to 4, or -2 for auto");
}

TEST(ShowsValue, KnowsHowSysfsPrints) {
  EXPECT_TRUE(shows_value(row("pcie_p2p"), "Y", "1", k6_12));
  EXPECT_FALSE(shows_value(row("pcie_p2p"), "N", "1", k6_12));
  EXPECT_TRUE(shows_value(row("gartsize"), "4294967295", "-1", k6_12));
  EXPECT_TRUE(shows_value(row("pg_mask"), "4294967295", "0xffffffff", k6_12));
  EXPECT_TRUE(shows_value(row("ppfeaturemask"), "0xfff7ffff", "0xfff7ffff", k6_12));
  EXPECT_FALSE(shows_value(row("noretry"), "", "1", k6_12));
  EXPECT_FALSE(shows_value(row("virtual_display"), "(null)", "0000:03:00.0,1", k6_12));
}

TEST(ShowsValue, ReadsNumbersAsTheKernelDoes) {
  EXPECT_TRUE(shows_value(row("ppfeaturemask"), "037777777777", "0xffffffff", k6_12)) << "octal";
  EXPECT_TRUE(shows_value(row("ppfeaturemask"), "+4294967295", "0xffffffff", k6_12));
  EXPECT_TRUE(shows_value(row("ppfeaturemask"), "0XFFF7BFFF", "0xfff7bfff", k6_12));
  EXPECT_FALSE(shows_value(row("ppfeaturemask"), "08", "0x8", k6_12)) << "no octal digit";
  EXPECT_TRUE(shows_value(row("gartsize"), "0400", "256", k6_12));
}

TEST(IsMet, OfAChangeOnlyItsOwnBitsCount) {
  const auto met = [](std::string_view shown, const char* change) {
    const Value value{std::string(change)};
    const auto& mask = row("ppfeaturemask");
    return is_met(mask, shown, value, *parameter_text(mask, value, k6_12), k6_12);
  };
  EXPECT_TRUE(met("0xffffffff", "+overdrive"));
  EXPECT_TRUE(met("0xfff7ffff", "+overdrive"));
  EXPECT_TRUE(met("037777777777", "+overdrive"));
  EXPECT_FALSE(met("0xfff7bfff", "+overdrive"));
  EXPECT_FALSE(met("0xffffffff", "-overdrive"));
  EXPECT_FALSE(met("0xffffffff", "+overdrive -gfxoff"));
  EXPECT_FALSE(met("nonsense", "+overdrive"));
  EXPECT_FALSE(met("0xffffffff", "0xfff7ffff")) << "a whole mask is that mask";
}

TEST(Masks, WithABitThatThisVersionDoesNotKnowAreRefused) {
  for (const auto* text : {"+", "+newbit", "-newbit"}) {
    const auto made = parameter_text(row("ppfeaturemask"), Value{std::string(text)}, k6_12);
    ASSERT_FALSE(made) << text;
    EXPECT_NE(made.error().text, "");
    EXPECT_FALSE(is_met(row("ppfeaturemask"), "0xffffffff", Value{std::string(text)}, text, k6_12));
  }
}

TEST(Numbers, ThatTheKernelWouldTakeForOctalAreRefused) {
  EXPECT_TRUE(written("gartsize", text("0400")).starts_with("refused"));
  EXPECT_TRUE(written("ppfeaturemask", text("0400")).starts_with("refused"));
  EXPECT_EQ(written("ppfeaturemask", text("0x400")), "0x400");
}

TEST(ShowsValue, KnowsThatTheProbeCutsTimeoutsUpToLinux6_12) {
  EXPECT_TRUE(shows_value(row("lockup_timeout"), "10000", "10000,60000", k6_12));
  EXPECT_FALSE(shows_value(row("lockup_timeout"), "10000", "10000,60000", k7_2));
  EXPECT_FALSE(shows_value(row("lockup_timeout"), "20000", "10000,60000", k6_12));
}

TEST(Timeouts, AreOneOrFourNumbers) {
  EXPECT_EQ(written("lockup_timeout", number(20000)), "20000");
  EXPECT_EQ(written("lockup_timeout", Scalar{Scalar::List{1, 2, 3, -1}}), "1,2,3,-1");
  EXPECT_TRUE(written("lockup_timeout", text("1,,2")).starts_with("refused"));
  EXPECT_TRUE(written("lockup_timeout", text(",")).starts_with("refused"));
}

}  // namespace
}  // namespace rmcp
