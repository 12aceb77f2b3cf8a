// SPDX-License-Identifier: MIT
// What the bus shows beside what the cards show.
#include "watcher.hpp"

#include "machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp::histories {
namespace {

constexpr auto kQuiet = milliseconds(60);  // between looks that have to show the same
constexpr int kQuietLooks = 3;
constexpr int kMostLooks = 300;  // looks

// Of the last round, not of the device.
constexpr std::array kPassing = {"LastApplied", "LastReason", "LastOutcomes", "TrialUntil"};

std::vector<std::pair<std::string, std::string>> settings_of(const Properties& properties) {
  std::vector<std::pair<std::string, std::string>> settings;
  const auto found = properties.find("Settings");
  if (found == properties.end()) return settings;
  for (gsize i = 0; i < g_variant_n_children(found->second.get()); ++i) {
    const Value record(g_variant_get_child_value(found->second.get(), i));
    const gchar *knob = "", *value = "";
    g_variant_lookup(record.get(), "knob", "&s", &knob);
    g_variant_lookup(record.get(), "value", "&s", &value);
    settings.emplace_back(knob, value);
  }
  return settings;
}

}  // namespace

GVariant* call_options(unsigned revert_after, bool keep) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
  if (revert_after != 0) {
    g_variant_builder_add(&builder, "{sv}", "revert_after", g_variant_new_uint64(revert_after));
  }
  if (keep) g_variant_builder_add(&builder, "{sv}", "keep", g_variant_new_boolean(TRUE));
  return g_variant_builder_end(&builder);
}

GVariant* only(GVariant* argument) { return g_variant_new_tuple(&argument, 1); }

Seen Watcher::look(const Card& card, const Devices& devices) const {
  Seen seen;
  if (card.bound()) seen.hardware = hardware(card.address());
  const auto found = devices.find(card.address());
  if (found == devices.end()) return seen;
  seen.state = text_of(found->second, "State");
  seen.settings = settings_of(found->second);
  if (const auto until = found->second.find("TrialUntil"); until != found->second.end())
    seen.trial_until = static_cast<double>(g_variant_get_uint64(until->second.get())) / 1e6;
  return seen;
}

std::map<std::string, Seen> Watcher::look_at_all() {
  std::map<std::string, Seen> all;
  const Devices devices = bus_.devices();
  for (const Card& card : cards_) all[card.address()] = look(card, devices);
  return all;
}

// A plan waits behind all that has to be done for its device.
std::string Watcher::fingerprint() {
  std::string print;
  for (const Card& card : cards_) {
    if (card.bound()) bus_.call(card.address(), "Plan", only(call_options()));
  }
  const Devices devices = bus_.devices();
  for (const Card& card : cards_) {
    const Seen seen = look(card, devices);
    if (seen.state.empty() == card.present() || seen.state == "settling") return "";
    print += fmt::format("{} {} {}\n", card.address(), seen.state, seen.trial_until);
    for (const auto& [knob, value] : seen.settings) print += knob + " = " + value + "\n";
    for (const auto& [attribute, text] : seen.hardware) print += attribute + ": " + text;
  }
  return print;
}

bool Watcher::wait_until_quiet() {
  std::string before;
  int same = 0;
  for (int i = 0; i < kMostLooks && same < kQuietLooks; ++i) {
    const std::string print = fingerprint();
    same = !print.empty() && print == before ? same + 1 : 0;
    before = print;
    sleep_for(kQuiet);
  }
  return same == kQuietLooks;
}

std::map<std::string, std::string> Watcher::lasting() {
  std::map<std::string, std::string> lasting;
  for (const auto& [address, properties] : bus_.devices()) {
    for (const auto& [name, value] : properties) {
      if (std::ranges::find(kPassing, name) == kPassing.end())
        lasting[address + " " + name] = text_of(properties, name.c_str());
    }
  }
  return lasting;
}

bool Watcher::is_passing() {
  const Devices devices = bus_.devices();
  return std::ranges::any_of(devices, [](const auto& device) {
    return text_of(device.second, "TrialUntil") != "0" ||
           text_of(device.second, "LastOutcomes").find("contended") != std::string::npos;
  });
}

}  // namespace rmcp::histories
