// SPDX-License-Identifier: MIT
// Writes rules, and reads the list of a probe.
#include "lib/module/probe_policy.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace rmcp {
namespace {

constexpr std::array kStages{"waiting", "probing", "bound", "failed"};

/// The module takes a backslash; modprobe.d does not (modprobe_text.hpp:modprobe_word).
bool is_quotable(char c) { return c >= ' ' && c <= '~' && c != '\'' && c != '"' && c != '\\'; }
bool is_bare(char c) { return is_quotable(c) && c != ' ' && c != '/' && c != ';'; }

/// Nothing for a text that the grammar cannot express.
std::optional<std::string> value_word(const std::string& text) {
  if (!text.empty() && std::ranges::all_of(text, is_bare)) return text;
  if (std::ranges::all_of(text, is_quotable)) return "'" + text + "'";
  return std::nullopt;
}

/// `/noretry=1/dc=0`.
Expected<std::string> settings_text(const ProbeValues& card) {
  std::string out;
  for (const auto& [name, text] : card.values) {
    const auto word = value_word(text);
    if (!word)
      return tl::unexpected(Failure(fmt::format(
          "rmcp_devparam takes no quotes and no backslash in a value: parameter.{}", name)));
    out += fmt::format("/{}={}", name, *word);
  }
  return out;
}

std::string model_selector(const PciIds& pci) {
  return fmt::format("{:04x}:{:04x}:{:04x}:{:04x}", pci.vendor, pci.device, pci.subsystem_vendor,
                     pci.subsystem_device);
}

bool is_of_model(const PciIds& a, const PciIds& b) {
  return model_selector(a) == model_selector(b);
}

/// True if every card of this model wants the same.
bool speaks_for_model(const ProbeValues& card, const std::vector<ProbeValues>& cards) {
  return std::ranges::all_of(cards, [&](const ProbeValues& other) {
    return !is_of_model(card.pci, other.pci) || card.values == other.values;
  });
}

/// True if another card sits where this one was last.
bool lost_its_slot(const ProbeValues& card, const std::vector<ProbeValues>& cards) {
  return !card.present && std::ranges::any_of(cards, [&](const ProbeValues& other) {
    return other.present && other.address == card.address;
  });
}

class Rules {
 public:
  explicit Rules(std::size_t room) : room_(room) {}

  void add(const ProbeValues& card, const std::string& selector) {
    if (const auto same = rejected_.find(selector); same != rejected_.end())
      return leave_out(card, same->second);
    if (std::ranges::count(selectors_, selector) != 0) return;
    const auto settings = settings_text(card);
    if (!settings) return reject(card, selector, settings.error().text);
    const auto rule = (out_.text.empty() ? "" : ";") + selector + *settings;
    if (out_.text.size() + rule.size() > room_)
      return reject(card, selector,
                    fmt::format("does not fit into the {} characters of rmcp_devparam", room_));
    selectors_.push_back(selector);
    out_.text += rule;
  }

  void leave_out(const ProbeValues& card, const std::string& why) {
    out_.left_out.emplace(card.id, why);
  }

  ProbePolicy release() { return std::move(out_); }

 private:
  void reject(const ProbeValues& card, const std::string& selector, const std::string& why) {
    rejected_.emplace(selector, why);
    leave_out(card, why);
  }

  std::map<std::string, std::string> rejected_;  // reasons, by selector
  std::size_t room_;
  std::vector<std::string> selectors_;
  ProbePolicy out_;
};

std::string_view take_line(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

}  // namespace

ProbePolicy make_probe_policy(const std::vector<ProbeValues>& cards, std::size_t room) {
  Rules rules(room);
  for (const auto& card : cards) {
    if (card.values.empty()) continue;
    if (speaks_for_model(card, cards))
      rules.add(card, model_selector(card.pci));
    else if (lost_its_slot(card, cards))
      rules.leave_out(card, "not plugged in, and another card is in its slot");
    else
      rules.add(card, to_string(card.address));
  }
  return rules.release();
}

std::string_view to_string(ProbeWay way) { return way == ProbeWay::module ? "module" : "rebind"; }

std::string_view to_string(ProbedWith::Stage stage) {
  return kStages.at(static_cast<std::size_t>(stage));
}

Expected<ProbedWith> parse_probed_with(std::string_view text) {
  ProbedWith out;
  constexpr std::string_view kUncertain = " uncertain";
  auto head = take_line(text);
  out.uncertain = head.ends_with(kUncertain);
  if (out.uncertain) head.remove_suffix(kUncertain.size());
  const auto stage = std::ranges::find(kStages, head);
  if (stage == kStages.end())
    return tl::unexpected(Failure(fmt::format("unknown state '{}' of a probe", excerpt(head))));
  out.stage = static_cast<ProbedWith::Stage>(stage - kStages.begin());
  while (!text.empty()) {
    const auto line = take_line(text);
    const auto equals = line.find('=');
    out.cut_short = out.cut_short || line == "...";
    if (equals != line.npos) out.values.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return out;
}

}  // namespace rmcp
