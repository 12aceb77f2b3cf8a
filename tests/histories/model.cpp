// SPDX-License-Identifier: MIT
// The promises of rmcpd, as they can be checked from outside.
#include "model.hpp"

#include "wishes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::histories {
namespace {

constexpr double kTrialPatience = 3;
// Taking a trial back is tried again quickly at first, and resets are short here.
constexpr double kRetryPatience = 15;

std::string name_of(const Wish& wish) { return fmt::format("{} = {}", wish.knob, wish.value); }

bool in_force(const Wish& wish, const Seen& seen) {
  const auto found = seen.hardware.find(std::string(wish.attribute));
  return found != seen.hardware.end() && found->second.find(wish.shows) != std::string::npos;
}

bool is_wanted(std::string_view attribute, std::string_view card, const Seen& seen) {
  return std::ranges::any_of(seen.settings, [&](const auto& setting) {
    const Wish* wish = find_wish(card, setting.first, setting.second);
    return wish != nullptr && wish->attribute == attribute;
  });
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

void Card::bind(Texts originals) {
  present_ = bound_ = true;
  resetting_ = false;
  originals_ = std::move(originals);
}

void Card::unbind() { bound_ = resetting_ = false; }
void Card::unplug() { present_ = bound_ = resetting_ = false; }

void Card::end_reset(double now) {
  resetting_ = false;
  reset_over_ = now;
}

bool Card::is_original(const std::string& attribute, const Seen& seen) const {
  const auto found = seen.hardware.find(attribute);
  return found != seen.hardware.end() && found->second == originals_.at(attribute);
}

// What shows the original may have been written by rmcpd all the same, when somebody else wrote
// that meanwhile; and what is wanted may be written at any time.
bool Card::may_be_written(const std::string& attribute, const Seen& seen) const {
  if (!bound_) return false;
  if (!is_original(attribute, seen)) return true;
  return seen.state == "held" || !is_wanted(attribute, address_, seen);
}

void Card::write_by_other(const std::string& attribute, const std::string& text, const Seen& seen) {
  if (is_original(attribute, seen)) originals_[attribute] = text + "\n";
}

void Card::confirm(const Seen& seen) {
  for (const Wish& wish : wishes()) {
    if (wish.card == address_ && wish.risky && in_force(wish, seen))
      approved_.insert(name_of(wish));
  }
}

std::vector<std::string> Card::changed(const Seen& seen) const {
  std::vector<std::string> complaints;
  for (const auto& [attribute, original] : originals_) {
    if (is_original(attribute, seen)) continue;
    const auto found = seen.hardware.find(attribute);
    complaints.push_back(fmt::format("{}: {}: was {} before rmcpd, is {}", address_, attribute,
                                     original, found == seen.hardware.end() ? "" : found->second));
  }
  return complaints;
}

std::vector<std::string> Card::unfulfilled(const Seen& seen) const {
  std::vector<std::string> complaints;
  for (const auto& [knob, value] : seen.settings) {
    const Wish* wish = find_wish(address_, knob, value);
    if (wish == nullptr) {
      complaints.push_back(fmt::format("{}: no wish of ours: {} = {}", address_, knob, value));
    } else if (!in_force(*wish, seen)) {
      complaints.push_back(fmt::format("{}: applied, but {} is not in force: {}", address_,
                                       name_of(*wish),
                                       seen.hardware.at(std::string(wish->attribute))));
    }
  }
  return complaints;
}

std::vector<std::string> Card::unapproved(const Seen& seen) const {
  std::vector<std::string> complaints;
  for (const Wish& wish : wishes()) {
    if (wish.card != address_ || !wish.risky || !in_force(wish, seen)) continue;
    if (!approved_.contains(name_of(wish)))
      complaints.push_back(fmt::format("{}: {} is in force, neither confirmed nor on trial ({})",
                                       address_, name_of(wish), seen.state));
  }
  return complaints;
}

std::vector<std::string> Card::overdue(const Seen& seen, double now) const {
  if (resetting_ || now < seen.trial_until + kTrialPatience || now < reset_over_ + kRetryPatience) {
    return {};
  }
  return {
      fmt::format("{}: the trial was to be over {:.1f} s ago", address_, now - seen.trial_until)};
}

std::vector<std::string> Card::complaints(const Seen& seen, double now) const {
  std::vector<std::string> complaints;
  if (!bound_) return complaints;
  if (seen.trial_until != 0) {
    append(complaints, overdue(seen, now));
  } else if (!resetting_ && now > reset_over_ + kRetryPatience) {
    append(complaints, unapproved(seen));
  }
  if (seen.state == "applied") append(complaints, unfulfilled(seen));
  if (seen.state == "held") append(complaints, changed(seen));
  return complaints;
}

std::vector<std::string> Card::complaints_after_revert(const Seen& seen) const {
  std::vector<std::string> complaints;
  if (!bound_) return complaints;
  if (seen.state != "held")
    complaints.push_back(fmt::format("{}: {} after a revert, not held", address_, seen.state));
  append(complaints, changed(seen));
  return complaints;
}

}  // namespace rmcp::histories
