// SPDX-License-Identifier: MIT
// The name of a card across slots, bindings and reboots: the only key of notes about it.
#pragma once
#include <compare>
#include <optional>
#include <string>

namespace rmcp {

struct Device;

/// Made by card_id() alone, so that journal, holds, consents, trials, overrides, probation and
/// known devices cannot disagree about the card that a note is about.
class CardId {
 public:
  /// `uid-<unique_id>`, else `pci-<vendor>:<device>:<subvendor>:<subdevice>[-<serial>]`. Equal
  /// cards without a serial number share the second form.
  const std::string& stable() const { return stable_; }
  /// The same, fit for a file name, with the slot of a card that is not unique: equal cards are
  /// told apart by nothing else.
  const std::string& key() const { return key_; }
  /// True when no other card can have this id.
  bool unique() const { return unique_; }

  std::strong_ordering operator<=>(const CardId&) const = default;

 private:
  friend CardId id_as_seen(const Device& device);
  CardId() = default;

  std::string stable_, key_;
  bool unique_ = false;
};

/// Nothing while the identity of a bound card is not known yet (Identity::pending): neither read
/// nor write a note about it then.
std::optional<CardId> card_id(const Device& device);

/// The id by the facts at hand. For display, and for cards that are known to have nothing better;
/// anything that is kept asks card_id().
CardId id_as_seen(const Device& device);

/// The ids as seen are equal as `stable()`; cheaper than to make both.
bool same_card(const Device& a, const Device& b);
/// The id as seen is unique.
bool has_unique_id(const Device& device);

}  // namespace rmcp
