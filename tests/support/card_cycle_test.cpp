// SPDX-License-Identifier: MIT
// Every card of tests/machines through the whole cycle, without a daemon: plan, write, read,
// revert.
#include "attribute_files.hpp"
#include "level_rules.hpp"
#include "lib/plan/plan.hpp"
#include "machine_file.hpp"
#include "test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

namespace rmcp::testbed {
namespace {

constexpr auto kDevice = "0000:03:00.0";

/// A card whose files answer as amdgpu's do.
class Card {
 public:
  explicit Card(const std::string& model) : files_({[](const std::string&) {}}) {
    const TemporaryFolder folder;
    folder.write("cards/x.toml", read_text(machines_directory() + "/cards/" + model + ".toml"));
    const auto machine = read_machine_file(
        folder.write("m.toml", "[[gpu]]\nmodel = \"x\"\naddress = \"0000:03:00.0\"\n"));
    const auto& gpu = machine.value().gpus.at(0);
    for (const auto& [name, text] : gpu.attributes) add(name, text);
    for (const auto& [name, text] : gpu.hwmon) add("hwmon/" + name, text);
    for (const auto& [name, text] : level_files(gpu)) add(name, text);
    add("power/control", "auto\n");
    add("power/autosuspend_delay_ms", "5000\n");
    add("d3cold_allowed", "1\n");
  }

  Reading read(const Knob& knob) {
    Reading reading;
    const auto text = show(std::string(knob.file));
    if (!text) return reading;
    reading.status = Reading::Status::ok;
    reading.raw = *text;
    const bool hwmon = knob.file.starts_with("hwmon/");
    for (const auto name : knob.companions) {
      if (const auto beside = show((hwmon ? "hwmon/" : "") + std::string(name)))
        reading.companions.emplace(name, *beside);
    }
    return reading;
  }

  int write(const Knob& knob, std::string_view bytes) {
    const std::string file(knob.file);
    if (knob.write_as == WriteAs::text) return files_.write(name_of(file), std::string(bytes));
    while (!bytes.empty()) {
      const auto end = std::min(bytes.find('\n'), bytes.size());
      std::string line(bytes.substr(0, end)), target = file;
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
      if (knob.write_as == WriteAs::assignments) {
        target = "hwmon/" + line.substr(0, line.find('='));
        line.erase(0, line.find('=') + 1);
      }
      if (const int error = files_.write(name_of(target), line + "\n")) return error;
    }
    return 0;
  }

  std::map<std::string, std::string> texts() const {
    std::map<std::string, std::string> out;
    for (const auto& name : names_) {
      // What a fan turned at is no setting once it turns by itself again.
      if (name != "hwmon/pwm1" && name != "hwmon/fan1_target")
        out[name] = files_.text(kDevice, name);
    }
    return out;
  }

  std::string committed(const std::string& name) const {
    return files_.text(kDevice, name + ":committed");
  }

 private:
  static std::string name_of(const std::string& file) {
    return AttributeFiles::file_name(kDevice, file);
  }
  void add(const std::string& name, const std::string& text) {
    files_.add(kDevice, name, text.ends_with('\n') ? text : text + "\n");
    names_.push_back(name);
  }
  std::optional<std::string> show(const std::string& file) {
    auto text = files_.read(name_of(file));
    if (!text) return std::nullopt;
    while (text->ends_with('\n')) text->pop_back();
    return *text;
  }

  AttributeFiles files_;
  std::vector<std::string> names_;
};

Setting setting(const std::string& name, const Scalar& scalar) {
  const auto* knob = find_knob(name);
  Setting made;
  made.knob = knob;
  made.name = name;
  made.value = knob->codec->parse(*knob, scalar).value();
  made.trusted = true;
  return made;
}
Setting setting(const std::string& name, const char* text) {
  return setting(name, Scalar{std::string(text)});
}

/// One value for every knob of a device, whether a card has it or not.
std::vector<Setting> everything() {
  return {setting("attribute.runtime_pm", "on"),
          setting("attribute.d3cold_allowed", "off"),
          setting("attribute.autosuspend_delay_ms", Scalar{std::int64_t{9000}}),
          setting("attribute.power_dpm_force_performance_level", "manual"),
          setting("attribute.pp_power_profile_mode", "compute"),
          setting("attribute.pp_dpm_sclk", "0"),
          setting("attribute.pp_dpm_mclk", "0 1"),
          setting("attribute.pp_dpm_socclk", "1"),
          setting("attribute.pp_dpm_fclk", "all"),
          setting("attribute.power_cap", "98 %"),
          setting("attribute.thermal_throttling_logging", Scalar{std::int64_t{30}}),
          setting("overdrive.core_clock_min", "900 MHz"),
          setting("overdrive.core_clock_max", "2000 MHz"),
          setting("overdrive.core_clock_offset", "-100 MHz"),
          setting("overdrive.memory_clock_min", "700 MHz"),
          setting("overdrive.memory_clock_max", "900 MHz"),
          setting("overdrive.voltage_curve", "2: 2000 MHz 1100 mV"),
          setting("overdrive.core_levels", "4: 1500 MHz 1100 mV"),
          setting("overdrive.memory_levels", "2: 900 MHz 950 mV"),
          setting("overdrive.voltage_offset", "-50 mV"),
          setting("fan.speed", "40 %"),
          setting("fan.acoustic_limit", "2500 rpm"),
          setting("fan.acoustic_target", "1400 rpm"),
          setting("fan.target_temperature", "80 C"),
          setting("fan.minimum_pwm", "25 %"),
          setting("fan.zero_rpm", "off"),
          setting("fan.zero_rpm_stop_temperature", "45 C"),
          setting("fan.curve", "30 C 25 %, 45 C 35 %, 60 C 50 %, 75 C 75 %, 90 C 100 %")};
}

Desired desired(const std::vector<Setting>& settings) {
  Desired out;
  for (const auto& s : settings) out.settings[s.name] = s;
  return out;
}

/// What the engine does with a plan, without its caution.
class Cycle {
 public:
  explicit Cycle(const std::string& model) : card(model) {}

  Plan plan(const Desired& wanted) {
    Readings readings;
    for (const auto& name : knobs_to_read(wanted, originals))
      readings[name] = card.read(*find_knob(name));
    return make_plan(wanted, readings, originals);
  }

  /// The names of the knobs that were written.
  std::vector<std::string> apply(const Desired& wanted) {
    std::vector<std::string> written;
    for (const auto& planned : plan(wanted).steps) {
      const auto step = planned.bytes.late ? settled(planned) : planned;
      if (!is_in_table(*step.knob)) commit();
      if (step.bytes.again) {
        EXPECT_EQ(card.write(*step.knob, step.bytes.write), 0) << step.name;
        if (is_in_table(*step.knob)) edited_ = step.knob;
      }
      if (step.verdict.state != StepState::change) {
        if (step.action == Step::Action::restore) originals.erase(step.name);
        continue;
      }
      const auto bytes = bytes_of(step);
      EXPECT_EQ(card.write(*step.knob, bytes), 0) << step.name << ": " << bytes;
      if (is_in_table(*step.knob)) edited_ = step.knob;
      if (step.bytes.expect) {
        EXPECT_EQ(step.knob->codec->decode(*step.knob, card.read(*step.knob)), step.bytes.expect)
            << step.name;
      }
      if (step.action == Step::Action::set) {
        originals
            .try_emplace(step.name, JournalEntry{step.way_back.original, "", step.way_back.before})
            .first->second.wanted = step.goal.value;
      } else {
        originals.erase(step.name);
      }
      written.push_back(step.name);
    }
    commit();
    return written;
  }

  /// What resets the table writes the rest of it again as it is by then.
  std::string bytes_of(const Step& step) {
    if (step.way_back.ways.empty() || step.action == Step::Action::set ||
        !step.way_back.ways.front().whole_table)
      return step.bytes.write;
    return ways_back(step, card.read(*step.knob)).front().write;
  }

  Step settled(const Step& step) {
    const auto& needed = *find_knob(step.knob->requires_knob);
    return settle(
        step, {{step.name, card.read(*step.knob)}, {std::string(needed.name), card.read(needed)}},
        originals);
  }

  Card card;
  Originals originals;

 private:
  void commit() {
    if (edited_ == nullptr) return;
    EXPECT_EQ(card.write(*edited_, kCommit), 0);
    edited_ = nullptr;
  }

  const Knob* edited_ = nullptr;
};

std::vector<std::string> models() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(machines_directory() + "/cards"))
    out.push_back(entry.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

class EveryCard : public testing::TestWithParam<std::string> {
 protected:
  Cycle cycle{GetParam()};
};

TEST_P(EveryCard, NeedsNothingAfterItsPlan) {
  cycle.apply(desired(everything()));
  EXPECT_EQ(cycle.plan(desired(everything())).changes(), 0u);
}

TEST_P(EveryCard, IsAsBeforeOnceReverted) {
  const auto before = cycle.card.texts();
  cycle.apply(desired(everything()));
  EXPECT_NE(cycle.card.texts(), before);
  cycle.apply({});
  EXPECT_EQ(cycle.card.texts(), before);
  EXPECT_TRUE(cycle.originals.empty());
}

TEST_P(EveryCard, LeavesNoEditUncommitted) {
  cycle.apply(desired(everything()));
  for (const auto& [name, text] : cycle.card.texts()) {
    if (name == "pp_od_clk_voltage" || name.starts_with("gpu_od/")) {
      EXPECT_EQ(cycle.card.committed(name), text) << name;
    }
  }
}

TEST_P(EveryCard, EndsTheSameInWhateverOrderSettingsCome) {
  cycle.apply(desired(everything()));
  auto settings = everything();
  std::mt19937 random(1);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(settings.begin(), settings.end(), random);
    Cycle other(GetParam());
    for (std::size_t half = 1; half <= 2; ++half) {  // in two policies, the second has it all
      const auto count = static_cast<std::ptrdiff_t>(settings.size() * half / 2);
      other.apply(desired({settings.begin(), settings.begin() + count}));
    }
    EXPECT_EQ(other.card.texts(), cycle.card.texts());
  }
}

TEST_P(EveryCard, MovesItsClockLimitsAnywhereWithinItsRange) {
  std::mt19937 random(2);
  std::uniform_int_distribution<int> clock(800, 2100);
  const auto text = [](int value) { return std::to_string(value) + " MHz"; };
  for (int i = 0; i < 50; ++i) {
    const int a = clock(random), b = clock(random);
    std::vector<Setting> settings{setting("attribute.power_dpm_force_performance_level", "manual")};
    if (i % 3 != 0)
      settings.push_back(setting("overdrive.core_clock_max", text(std::max(a, b)).c_str()));
    if (i % 3 != 1)
      settings.push_back(setting("overdrive.core_clock_min", text(std::min(a, b)).c_str()));
    cycle.apply(desired(settings));  // no write is refused
    EXPECT_EQ(cycle.plan(desired(settings)).changes(), 0u) << a << ' ' << b;
  }
}

INSTANTIATE_TEST_SUITE_P(Cards, EveryCard, testing::ValuesIn(models()),
                         [](const auto& card) { return card.param; });

}  // namespace
}  // namespace rmcp::testbed
