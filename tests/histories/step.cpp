// SPDX-License-Identifier: MIT
// Random steps.
#include "step.hpp"

#include "wishes.hpp"

#include <fmt/format.h>

#include <array>

namespace rmcp::histories {
namespace {

struct Kind {
  Verb verb;
  const char* name;
  unsigned weight;
};

constexpr std::array kKinds = {
    Kind{Verb::plug, "plug", 4},
    Kind{Verb::unplug, "unplug", 2},
    Kind{Verb::bind, "bind", 8},
    Kind{Verb::unbind, "unbind", 2},
    Kind{Verb::change, "change", 3},
    Kind{Verb::wedge, "wedge", 1},
    Kind{Verb::begin_reset, "begin a reset", 3},
    Kind{Verb::end_reset, "end the reset", 8},
    Kind{Verb::suspend, "suspend", 1},
    Kind{Verb::write_by_other, "write", 3},
    Kind{Verb::reload, "reload", 5},
    Kind{Verb::set, "set", 6},
    Kind{Verb::unset, "unset", 2},
    Kind{Verb::apply, "apply", 5},
    Kind{Verb::try_out, "try out", 4},
    Kind{Verb::confirm, "confirm", 2},
    Kind{Verb::revert, "revert", 4},
    Kind{Verb::restart, "restart", 1},
    Kind{Verb::kill, "kill during", 3},
    Kind{Verb::boot, "boot", 1},
    Kind{Verb::compare, "compare with a fresh one", 2},
    Kind{Verb::wait, "wait", 2},
};

const Kind& kind_of(Verb verb) { return kKinds[static_cast<std::size_t>(verb)]; }

constexpr std::array kErrors = {"EPERM", "EBUSY"};
constexpr std::array kWedged = {"WEDGED=none", "WEDGED=rebind"};
constexpr std::array kWork = {"apply", "revert", "try out"};

}  // namespace

std::string Step::text() const {
  std::string text = kind_of(verb).name;
  if (!card.empty()) text += " " + card;
  if (!detail.empty()) text += " " + detail;
  if (keep) text += ", kept";
  if (milliseconds > 0) text += fmt::format(" {} ms", milliseconds);
  return text;
}

unsigned Generator::burst() { return 1 + below(3); }

Verb Generator::pick_verb() {
  unsigned all = 0;
  for (const Kind& kind : kKinds) all += kind.weight;
  unsigned at = below(all);
  for (const Kind& kind : kKinds) {
    if (at < kind.weight) return kind.verb;
    at -= kind.weight;
  }
  return Verb::wait;
}

bool Generator::fits(Verb verb, const Card& card) const {
  switch (verb) {
    case Verb::plug:
      return !card.present() && card.address() == kExternal;
    case Verb::unplug:
      return card.present() && card.address() == kExternal;
    case Verb::bind:
      return card.present() && !card.bound();
    case Verb::unbind:
    case Verb::wedge:
    case Verb::write_by_other:
      return card.bound();
    case Verb::begin_reset:
      return card.bound() && !card.resetting();
    case Verb::end_reset:
      return card.resetting();
    case Verb::change:
      return card.present();
    default:
      return true;
  }
}

Step Generator::complete(Verb verb, const Card& card) {
  Step step{.verb = verb, .card = card.address(), .detail = ""};
  switch (verb) {
    case Verb::wedge:
      step.detail = one_of(kWedged);
      break;
    case Verb::begin_reset:
      step.detail = one_of(kErrors);
      break;
    case Verb::write_by_other: {
      const Foreign& foreign = one_of(foreign_texts());
      step.card = foreign.card;
      step.detail = fmt::format("{} = {}", foreign.attribute, foreign.text);
      break;
    }
    case Verb::set: {
      const Wish& wish = one_of(wishes());
      step.card = wish.card;
      step.detail = fmt::format("{} = {}", wish.knob, wish.value);
      step.keep = below(4) == 0;
      break;
    }
    case Verb::reload:
      step.card.clear();
      step.detail = std::to_string(below(static_cast<std::uint32_t>(policies().size())));
      break;
    case Verb::kill:
      step.detail = one_of(kWork);
      step.milliseconds = below(150);
      break;
    case Verb::wait:
      step.card.clear();
      step.milliseconds = below(8) == 0 ? 6000 : 50 + below(500);
      break;
    case Verb::suspend:
    case Verb::confirm:
    case Verb::restart:
    case Verb::boot:
    case Verb::compare:
      step.card.clear();
      break;
    default:
      break;
  }
  return step;
}

Step Generator::next(const std::vector<Card>& cards) {
  for (;;) {
    const Verb verb = pick_verb();
    const Card& card = one_of(cards);
    if (fits(verb, card)) return complete(verb, card);
  }
}

}  // namespace rmcp::histories
