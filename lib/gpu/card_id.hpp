// SPDX-License-Identifier: MIT
// The name of a card across slots, bindings and reboots: the only key of records about it.
#pragma once
#include <compare>
#include <optional>
#include <string>

namespace rmcp {

struct Device;

/// Only card_id() makes one, so that journal, holds, consents, trials, overrides, probation and
/// known devices agree about the card that a record belongs to.
class CardId {
 public:
  /// `uid-<unique_id>`, else `pci-<vendor>:<device>:<subvendor>:<subdevice>[-<serial>]`. Equal
  /// cards without a serial number share the second form.
  [[nodiscard]] const std::string& stable() const { return stable_; }
  /// The same, safe as a file name, with the slot for a card that is not unique: only the slot
  /// tells equal cards apart.
  [[nodiscard]] const std::string& key() const { return key_; }
  /// True when no other card can have this id.
  [[nodiscard]] bool unique() const { return unique_; }

  std::strong_ordering operator<=>(const CardId&) const = default;

 private:
  friend CardId id_as_seen(const Device& device);
  CardId() = default;

  std::string stable_, key_;
  bool unique_ = false;
};

/// Nothing while the identity of a bound card is not known yet (Identity::pending): do not read or
/// write a record about it then.
std::optional<CardId> card_id(const Device& device);

/// The id from the properties known so far. For display, and for cards that are known to have
/// nothing better; code that stores a record uses card_id().
CardId id_as_seen(const Device& device);

/// True if the ids known so far have the same `stable()`; cheaper than making both.
bool same_card(const Device& a, const Device& b);
/// True if the id known so far is unique.
bool has_unique_id(const Device& device);

}  // namespace rmcp
