// SPDX-License-Identifier: MIT
// Answers of a daemon that is not what it seems.
#pragma once
#include "liar_interfaces.hpp"

#include <systemd/sd-bus.h>

#include <optional>
#include <string>

namespace rmcp::liar {

enum class Lie {
  none,     // what a daemon with one device, and nothing set on it, could say
  nothing,  // no arguments
  number,   // one number
  text,     // one text
  twice,    // the honest answer, and again
  empty,    // the right types with nothing in them
  odd,      // the right types, with records that hold other types or have no fields
  evil,     // the right types, with sequences for terminals in each text and each name
  texts,    // 20 MB of texts
  bytes,    // 20 MB of bytes
  entries,  // a dictionary of a million entries
  refusal,  // an error with sequences for terminals in its text
  gone,     // an error: no such object
  silence,  // no answer
};

std::optional<Lie> parse_lie(const std::string& word);

/// The answer to a call of this member; negative errno on failure.
int answer(sd_bus_message* call, const std::map<std::string, Interface>& interfaces, Lie lie);

/// Signals whose arguments have the right types, and odd ones in them.
int send_odd_signals(sd_bus* bus);

}  // namespace rmcp::liar
