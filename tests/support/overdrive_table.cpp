// SPDX-License-Identifier: MIT
// Commits of an overdrive table.
#include "overdrive_table.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

namespace rmcp::testbed {
namespace {

constexpr std::string_view kTable = "pp_od_clk_voltage";
constexpr std::string_view kFan = "gpu_od/fan_ctrl/";
constexpr std::string_view kCap = "hwmon/power1_cap";
constexpr std::string_view kDefaultCap = "hwmon/power1_cap_default";

/// Bits of FeatureCtrlMask.
enum Feature : unsigned { kCore = 1, kMemory = 2, kVoltage = 4, kFans = 8, kPower = 16 };
constexpr std::array kFeatures = {kCore, kMemory, kVoltage, kFans, kPower};

unsigned feature_of_section(std::string_view heading) {
  if (heading.starts_with("OD_SCLK")) return kCore;
  if (heading.starts_with("OD_MCLK")) return kMemory;
  return heading.starts_with("OD_VDD") ? kVoltage : 0U;
}

unsigned feature_of(std::string_view attribute, std::string_view command) {
  if (attribute.starts_with(kFan)) return kFans;
  if (command.starts_with("s")) return kCore;
  if (command.starts_with("m")) return kMemory;
  return command.starts_with("v") ? kVoltage : 0U;
}

/// The sections of `staged` whose features are in the mask, the others as in `initial`. An edit
/// never changes the number of lines.
std::string merged(const std::string& staged, const std::string& initial, unsigned mask) {
  std::istringstream new_lines(staged), old_lines(initial);
  std::string out, line, old;
  unsigned feature = 0;
  while (std::getline(new_lines, line) && std::getline(old_lines, old)) {
    if (line.ends_with(':')) feature = feature_of_section(line);
    out += ((feature & mask) != 0 ? line : old) + "\n";
  }
  return out;
}

std::string text_in(const OverdriveTable::Texts& texts, std::string_view attribute) {
  const auto found = texts.find(std::string(attribute));
  return found == texts.end() ? std::string() : found->second;
}

long number_in(const OverdriveTable::Texts& texts, std::string_view attribute) {
  const auto text = text_in(texts, attribute);
  return text.empty() ? 0 : std::stol(text);
}

/// smu_v13_0_0_ppt.c:smu_v13_0_0_set_power_limit keeps what is above the message's limit in the
/// table.
bool is_above_limit(const OverdriveTable::Texts& texts) {
  return number_in(texts, kCap) > number_in(texts, kDefaultCap);
}

/// Of a cap only what is above the limit is in the table.
OverdriveTable::Texts table_of(OverdriveTable::Texts texts) {
  if (!is_above_limit(texts)) texts.erase(std::string(kCap));
  return texts;
}

/// Only RDNA3's drivers and later ones print this range or have files of a fan's firmware.
bool sends_masks(const OverdriveTable::Texts& texts) {
  const auto is_fan = [](const auto& file) { return file.first.starts_with(kFan); };
  return text_in(texts, kTable).find("\nVDDGFX_OFFSET:") != std::string::npos ||
         std::ranges::any_of(texts, is_fan);
}

}  // namespace

OverdriveTable::OverdriveTable(Texts initial)
    : commits_(sends_masks(initial) ? Commits::edited : Commits::whole),
      initial_(initial),
      user_(initial),
      in_force_(std::move(initial)) {}

bool OverdriveTable::has(std::string_view attribute) {
  return attribute == kTable || attribute == kCap || attribute == kDefaultCap ||
         attribute.starts_with(kFan);
}

bool OverdriveTable::differs(const Texts& shown, unsigned feature) const {
  if (feature == kPower) return is_above_limit(shown);
  for (const auto& [attribute, text] : shown) {
    const auto initial = text_in(initial_, attribute);
    if (feature == kFans ? attribute.starts_with(kFan) && text != initial
                         : attribute == kTable && merged(text, initial, feature) != initial)
      return true;
  }
  return false;
}

void OverdriveTable::send(const Texts& shown, unsigned mask) {
  for (const auto& [attribute, text] : shown) {
    const auto initial = text_in(initial_, attribute);
    if (attribute == kTable) {
      in_force_[attribute] = merged(text, initial, mask);
    } else if (attribute.starts_with(kFan)) {
      in_force_[attribute] = (mask & kFans) != 0 ? text : initial;
    }
  }
  const bool cut = is_above_limit(shown) && (mask & kPower) == 0;
  in_force_[std::string(kCap)] = text_in(shown, cut ? kDefaultCap : kCap);
}

// Linux 6.12 sends the staged table at once and forgets nothing; 7.3 sends the committed one.
void OverdriveTable::take_cap(const Texts& shown) {
  const bool was_above = std::exchange(above_, is_above_limit(shown));
  in_force_[std::string(kCap)] = text_in(shown, kCap);
  if (commits_ == Commits::whole || (!was_above && !above_)) return;
  if (commits_ == Commits::edited) {
    edited_ |= kPower;
    send(shown, edited_);
    return;
  }
  user_[std::string(kCap)] = text_in(shown, kCap);
  ever_ = above_ ? ever_ | kPower : ever_ & ~unsigned{kPower};
  send(user_, ever_);
}

void OverdriveTable::take(std::string_view attribute, std::string_view command, const Texts& shown,
                          bool commit) {
  if (attribute == kCap) return take_cap(shown);
  if (command != "c") edited_ |= feature_of(attribute, command);
  if (!commit) return;
  if (commits_ == Commits::whole) {
    for (const auto& [name, text] : shown)
      if (name != kCap) in_force_[name] = text;
    return;
  }
  if (commits_ == Commits::kept) {
    ever_ |= edited_;
    for (const unsigned feature : kFeatures)
      if (!differs(shown, feature)) ever_ &= ~feature;
    send(shown, ever_);
  } else if (table_of(shown) != table_of(user_)) {
    send(shown, edited_);
  } else {
    return;  // the mask waits for a table that differs
  }
  user_ = shown;
  edited_ = 0;
}

}  // namespace rmcp::testbed
