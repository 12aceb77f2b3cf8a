// SPDX-License-Identifier: MIT
// What has to be true of a card, whatever has happened to it. Pure: times are told, in seconds.
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rmcp::histories {

using Texts = std::map<std::string, std::string>;  // attribute: text

/// What the bus and the card itself show at one moment.
struct Seen {
  std::string state;
  double trial_until = 0;                                     // 0: no trial
  std::vector<std::pair<std::string, std::string>> settings;  // knob, value
  Texts hardware;
};

/// What one card is to be like, kept by what was done to it.
class Card {
 public:
  explicit Card(std::string address) : address_(std::move(address)) {}

  const std::string& address() const { return address_; }
  bool present() const { return present_; }
  bool bound() const { return bound_; }
  bool resetting() const { return resetting_; }

  /// The driver has started with these.
  void bind(Texts originals);
  void unbind();
  void unplug();
  void begin_reset() { resetting_ = true; }
  void end_reset(double now);

  /// Whether it is known what a write of another program makes of the original.
  bool may_be_written(const std::string& attribute, const Seen& seen) const;
  void write_by_other(const std::string& attribute, const std::string& text, const Seen& seen);
  /// The trial that ran was confirmed: what is risky and in force is approved on this card.
  void confirm(const Seen& seen);

  /// What is wrong, each with the card's address; empty: all is well. Once the daemon is quiet.
  std::vector<std::string> complaints(const Seen& seen, double now) const;
  /// After a revert that had nothing to hinder it.
  std::vector<std::string> complaints_after_revert(const Seen& seen) const;

 private:
  bool is_original(const std::string& attribute, const Seen& seen) const;
  std::vector<std::string> changed(const Seen& seen) const;
  std::vector<std::string> unfulfilled(const Seen& seen) const;
  std::vector<std::string> unapproved(const Seen& seen) const;
  std::vector<std::string> overdue(const Seen& seen, double now) const;

  std::string address_;
  bool present_ = false;
  bool bound_ = false;
  bool resetting_ = false;
  double reset_over_ = 0;
  Texts originals_;
  std::set<std::string> approved_;  // "overdrive.core_clock_max = 2400 MHz"
};

}  // namespace rmcp::histories
