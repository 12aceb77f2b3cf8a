// SPDX-License-Identifier: MIT
// Steps as requests to rmcp-machine and calls to rmcpd.
#include "player.hpp"

#include "wishes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace rmcp::histories {
namespace {

constexpr unsigned kTrialSeconds = 5;
constexpr int kMostSleeps = 300;  // times 20 ms

// "knob = value"
std::pair<std::string, std::string> halves(const std::string& detail) {
  const auto at = detail.find(" = ");
  return {detail.substr(0, at), detail.substr(at + 3)};
}

}  // namespace

Player::Player(std::string external)
    : external_(std::move(external)),
      sleeper_(std::getenv("RMCP_MACHINE_ROOT")),
      cards_{Card(std::string(kInside)), Card(std::string(kExternal))},
      watcher_(bus_, cards_) {
  for (Card& card : cards_) {
    if (machine({"path", card.address()}).code == 0) bound(card);
  }
}

Card& Player::card(const std::string& address) {
  return *std::ranges::find(cards_, address, &Card::address);
}

void Player::bound(Card& card) { card.bind(initial_hardware(card.address())); }

// --- What happens ---

Complaints Player::play(const Step& step) {
  switch (step.verb) {
    case Verb::plug:
    case Verb::unplug:
    case Verb::bind:
    case Verb::unbind:
    case Verb::change:
    case Verb::wedge:
    case Verb::begin_reset:
    case Verb::end_reset:
    case Verb::write_by_other:
      return play_card(step);
    case Verb::restart:
    case Verb::kill:
    case Verb::boot:
    case Verb::compare:
    case Verb::suspend:
      return play_daemon(step);
    case Verb::wait:
      sleep_for(milliseconds(step.milliseconds));
      return {};
    default:
      return play_bus(step);
  }
}

Complaints Player::play_card(const Step& step) {
  Card& card = this->card(step.card);
  switch (step.verb) {
    case Verb::plug:
      request({"plug", external_});
      bound(card);
      break;
    case Verb::unplug:
      request({"unplug", step.card});
      card.unplug();
      break;
    case Verb::bind:
      request({"bind", step.card, "amdgpu"});
      bound(card);
      break;
    case Verb::unbind:
      request({"unbind", step.card});
      card.unbind();
      break;
    case Verb::change:
      request({"event", "change", step.card});
      break;
    case Verb::wedge:
      request({"event", "change", step.card, "drm", step.detail});
      break;
    case Verb::begin_reset:
      request({"reset", step.card, "begin", step.detail});
      card.begin_reset();
      break;
    case Verb::end_reset:
      request({"reset", step.card, "end"});
      card.end_reset(now());
      break;
    default:
      return write_by_other(step);
  }
  return {};
}

// Only at rest is it known whose value is there. No file of sysfs tells that it was written to:
// rmcpd sees it when it looks the next time.
Complaints Player::write_by_other(const Step& step) {
  if (Complaints complaints = rest(); !complaints.empty()) return complaints;
  Card& card = this->card(step.card);
  const auto [attribute, text] = halves(step.detail);
  const Seen seen = watcher_.look(card);
  if (!card.may_be_written(attribute, seen)) return {};
  request({"write", step.card, attribute, text});
  card.write_by_other(attribute, text, seen);
  request({"event", "change", step.card});
  return {};
}

void Player::reload(const Step& step) {
  const std::string file =
      std::string(std::getenv("RMCP_MACHINE_POLICY")) + "/policy.d/10-history.toml";
  std::ofstream(file) << policies().at(std::stoul(step.detail));
  bus_.call("", "Reload", only(call_options()));
}

void Player::set(const Step& step) {
  const auto [knob, value] = halves(step.detail);
  GVariantBuilder settings;
  g_variant_builder_init(&settings, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add(&settings, "{sv}", knob.c_str(), g_variant_new_string(value.c_str()));
  GVariant* arguments[] = {g_variant_builder_end(&settings), call_options(0, step.keep)};
  bus_.call(step.card, "Set", g_variant_new_tuple(arguments, 2));
}

// What is in force before and after it, while a trial runs, is what was confirmed.
void Player::confirm() {
  auto before = watcher_.look_at_all();
  if (!bus_.call("", "Confirm", g_variant_new("(ao@a{sv})", nullptr, call_options())).empty())
    return;
  for (Card& card : cards_) {
    if (before[card.address()].trial_until != 0) card.confirm(before[card.address()]);
  }
}

Complaints Player::play_bus(const Step& step) {
  switch (step.verb) {
    case Verb::reload:
      reload(step);
      break;
    case Verb::set:
      set(step);
      break;
    case Verb::unset:
      bus_.call(step.card, "Unset", g_variant_new("(as@a{sv})", nullptr, call_options()));
      break;
    case Verb::apply:
      bus_.call(step.card, "Apply", only(call_options()));
      break;
    case Verb::try_out:
      bus_.call(step.card, "Apply", only(call_options(kTrialSeconds)));
      break;
    case Verb::confirm:
      confirm();
      break;
    default:
      bus_.call(step.card, "Revert", only(call_options()));
      break;
  }
  if (bus_.unanswered()) return {step.text() + ": no answer"};
  return {};
}

void Player::send(const Step& step) {
  const bool trial = step.detail == "try out";
  bus_.send(step.card, step.detail == "revert" ? "Revert" : "Apply",
            only(call_options(trial ? kTrialSeconds : 0)));
}

Complaints Player::play_daemon(const Step& step) {
  switch (step.verb) {
    case Verb::kill:
      send(step);
      sleep_for(milliseconds(step.milliseconds));
      request_daemon("kill");
      return request_daemon("start");
    case Verb::boot:
      return boot();
    case Verb::compare:
      return compare();
    case Verb::suspend:
      return suspend();
    default:
      return request_daemon("restart");
  }
}

Complaints Player::boot() {
  const testbed::Answer answer = machine({"boot"});
  for (Card& card : cards_) {
    if (card.present()) bound(card);
  }
  if (answer.code == 0 || machine({"daemon", "status"}).code == 0) return {};
  return {answer.text};
}

// From the moment when rmcpd lets the machine sleep until it is awake, nothing is written.
Complaints Player::suspend() {
  if (Complaints complaints = rest(); !complaints.empty()) return complaints;
  if (sleeper_.inhibitors() == 0) return {};
  sleeper_.say_sleep(true);
  for (int i = 0; i < kMostSleeps && sleeper_.inhibitors() > 0; ++i) sleep_for(milliseconds(20));
  if (sleeper_.inhibitors() > 0) return {"rmcpd does not let the machine sleep"};
  const auto before = watcher_.look_at_all();
  for (const Card& card : cards_) {
    if (card.bound()) request({"event", "change", card.address()});
  }
  sleep_for(milliseconds(300));
  Complaints complaints;
  for (const auto& [address, seen] : watcher_.look_at_all()) {
    if (seen.hardware != before.at(address).hardware)
      complaints.push_back(address + ": written to while the machine goes to sleep");
  }
  sleeper_.say_sleep(false);
  for (int i = 0; i < kMostSleeps && sleeper_.inhibitors() == 0; ++i) sleep_for(milliseconds(20));
  return complaints;
}

// --- Rest ---

Complaints Player::rest() {
  if (!watcher_.wait_until_quiet())
    return {"rmcpd does not come to rest: " + watcher_.fingerprint()};
  Complaints complaints;
  const auto seen = watcher_.look_at_all();
  for (const Card& card : cards_) {
    for (const std::string& complaint : card.complaints(seen.at(card.address()), now()))
      complaints.push_back(complaint);
  }
  if (bus_.unanswered()) complaints.push_back("rmcpd has not answered a call");
  return complaints;
}

// A quiet daemon shows what one shows that has just been started. Not so while something passes.
Complaints Player::compare() {
  for (const Card& card : cards_) {
    if (card.resetting()) return {};
    if (card.present()) request({"event", "change", card.address()});
  }
  if (Complaints complaints = rest(); !complaints.empty()) return complaints;
  if (watcher_.is_passing()) return {};
  const auto before = watcher_.lasting();
  request_daemon("kill");
  if (Complaints complaints = request_daemon("start"); !complaints.empty()) return complaints;
  if (Complaints complaints = rest(); !complaints.empty()) return complaints;
  Complaints complaints;
  const auto after = watcher_.lasting();
  for (const auto& [name, text] : before) {
    const auto found = after.find(name);
    const std::string fresh = found == after.end() ? "nothing" : found->second;
    if (fresh != text)
      complaints.push_back(fmt::format("{}: {}; a fresh rmcpd says {}", name, text, fresh));
  }
  return complaints;
}

Complaints Player::end() {
  for (Card& card : cards_) {
    if (!card.resetting()) continue;
    request({"reset", card.address(), "end"});
    card.end_reset(now());
  }
  if (Complaints complaints = rest(); !complaints.empty()) return complaints;
  for (const Card& card : cards_) {
    if (!card.bound()) continue;
    const std::string error = bus_.call(card.address(), "Revert", only(call_options()));
    if (!error.empty()) return {card.address() + ": revert: " + error};
  }
  Complaints complaints = rest();
  for (const auto& [address, seen] : watcher_.look_at_all()) {
    for (const std::string& complaint : card(address).complaints_after_revert(seen))
      complaints.push_back(complaint);
  }
  return complaints;
}

}  // namespace rmcp::histories
