// SPDX-License-Identifier: MIT
// One thing that happens in a history, and what happens next. Pure.
#pragma once
#include "model.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace rmcp::histories {

enum class Verb {
  plug,
  unplug,
  bind,
  unbind,
  change,  // an event that says nothing
  wedge,
  begin_reset,
  end_reset,
  suspend,
  write_by_other,
  reload,
  set,
  unset,
  apply,
  try_out,
  confirm,
  revert,
  restart,
  kill,  // while rmcpd does what `detail` says
  boot,
  compare,  // with an rmcpd that is started anew
  wait,
};

struct Step {
  Verb verb = Verb::wait;
  std::string card;
  std::string detail;  // error, policy, knob = value, attribute = text, verb
  bool keep = false;   // over a boot
  unsigned milliseconds = 0;

  std::string text() const;
};

/// The same seed gives the same steps, as long as the cards' being there is the same.
class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  /// How many steps come before rmcpd may come to rest.
  unsigned burst();
  /// Something that can be done to `cards` as they are.
  Step next(const std::vector<Card>& cards);

 private:
  // Not those of <random>: these give different numbers with each library.
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  template <typename List>
  const auto& one_of(const List& list) {
    return list[below(static_cast<std::uint32_t>(list.size()))];
  }
  Verb pick_verb();
  bool fits(Verb verb, const Card& card) const;
  Step complete(Verb verb, const Card& card);

  std::mt19937 random_;
};

}  // namespace rmcp::histories
