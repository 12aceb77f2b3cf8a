// SPDX-License-Identifier: MIT
// Finds the nearest card: the fewest keys that differ, then the values that are most alike.
#include "lib/policy/rule_miss.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace rmcp {
namespace {

constexpr std::string_view kNameKey = "name";
constexpr std::size_t kModelWord = 10;  // "6600", "7900"

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }

/// Keys about the machine: a rule for another kernel is for later, and no mistake.
bool is_of_machine(const Condition& condition) {
  return condition.key == "kernel" || condition.key == "patched";
}

std::set<std::string> words_in(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : lower(text) + " ") {
    if (is_alphanumeric(c)) {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

/// For names the number of common words, those with a digit counting most; else of equal first
/// characters.
std::size_t likeness(std::string_view key, std::string_view wanted, std::string_view fact) {
  if (key != kNameKey) {
    const auto a = lower(wanted), b = lower(fact);
    const auto length = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + length, b.begin()).first -
                                    a.begin());
  }
  std::size_t common = 0;
  const auto there = words_in(fact);
  for (const auto& word : words_in(wanted))
    if (there.contains(word)) common += has_digit(word) ? kModelWord : 1;
  return common;
}

struct Near {
  const CardHere* card = nullptr;
  std::vector<const Condition*> failed;
  bool excluded = false;  // by `not`
  std::size_t alike = 0;

  [[nodiscard]] std::size_t distance() const { return failed.size() + (excluded ? 1 : 0); }
};

Near compare(const Rule& rule, const CardHere& card, const Machine& machine) {
  Near near{.card = &card, .failed = {}};
  for (const auto& condition : rule.match.all_of) {
    if (evaluate(condition, card.device, machine) == Truth::yes) continue;
    near.failed.push_back(&condition);
    const auto fact = match_fact(condition.key, card.device, machine).value_or("");
    std::size_t best = 0;
    for (const auto& wanted : condition.any_of)
      best = std::max(best, likeness(condition.key, wanted, fact));
    near.alike += best;
  }
  const Match negated{.all_of = {}, .negated = rule.match.negated};
  near.excluded = evaluate(negated, card.device, machine) != Truth::yes;
  return near;
}

bool is_nearer(const Near& a, const Near& b) {
  if (a.distance() != b.distance()) return a.distance() < b.distance();
  if (a.alike != b.alike) return a.alike > b.alike;
  return a.card->present && !b.card->present;
}

/// "which is not external", "whose name is 'x'", "which has no alias".
std::string difference(const Condition& condition, const Device& device, const Machine& machine) {
  constexpr std::array<std::array<std::string_view, 2>, 3> kYesOrNo{
      {{"external", "external"}, {"apu", "an APU"}, {"boot_vga", "the one of the boot screen"}}};
  const auto fact = match_fact(condition.key, device, machine);
  for (const auto& [key, words] : kYesOrNo) {
    if (condition.key != key) continue;
    return fact ? fmt::format("which is {}{}", *fact == "true" ? "" : "not ", words)
                : fmt::format("of which nothing says whether it is {}", words);
  }
  return fact ? fmt::format("whose {} is '{}'", condition.key, *fact)
              : fmt::format("which has no {}", condition.key);
}

std::string differences(const Near& near, const Machine& machine) {
  std::vector<std::string> parts;
  for (const auto* condition : near.failed)
    if (!is_of_machine(*condition))
      parts.push_back(difference(*condition, near.card->device, machine));
  if (near.excluded) parts.emplace_back("which its 'not' excludes");
  return fmt::format("{}", fmt::join(parts, " and "));
}

/// The way to write a name that was nearly right.
std::string way_out(const Near& near) {
  if (near.failed.empty() || near.excluded) return {};
  const bool names = std::all_of(near.failed.begin(), near.failed.end(),
                                 [](const Condition* c) { return c->key == kNameKey; });
  const auto& device = near.card->device;
  if (!names || near.alike < kModelWord) return {};
  for (const auto& wanted : near.failed.front()->any_of)
    if (!is_glob(wanted) && matches_text(fmt::format("*{}*", wanted), device.name))
      return fmt::format("; for a part of a name, match name = \"*{}*\"", wanted);
  return fmt::format("; on this machine, match device = \"0x{:04x}\"", device.pci.device);
}

/// All that differs is the kernel.
bool fits_elsewhere(const Near& near) {
  return !near.excluded && std::all_of(near.failed.begin(), near.failed.end(),
                                       [](const Condition* c) { return is_of_machine(*c); });
}

}  // namespace

std::string describe_miss(const Rule& rule, const std::vector<CardHere>& cards,
                          const Machine& machine) {
  std::vector<Near> all;
  for (const auto& card : cards) all.push_back(compare(rule, card, machine));
  if (std::any_of(all.begin(), all.end(), fits_elsewhere)) return {};
  const auto& nearest = *std::min_element(all.begin(), all.end(), is_nearer);
  return fmt::format("rule '{}' fits no card here: the nearest is {}{}, {}{}", rule.name,
                     to_string(nearest.card->device.address),
                     nearest.card->present ? "" : " (absent)", differences(nearest, machine),
                     way_out(nearest));
}

}  // namespace rmcp
