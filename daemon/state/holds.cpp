// SPDX-License-Identifier: MIT
// Holds as files.
#include "daemon/state/holds.hpp"

#include "lib/sys/file.hpp"

namespace rmcp::state {
namespace {

Form<bool> hold_form(bool durable) {
  const auto save = [durable](const std::string& path, bool held) {
    if (!held) return sys::remove_file(path);
    const auto folder = sys::make_directories(path.substr(0, path.rfind('/')));
    if (folder.failed()) return folder;
    return sys::replace_file(path, "", 0644, durable);
  };
  return {.load = sys::exists, .save = save};
}

}  // namespace

Holds::Holds(std::string runtime_directory, std::string state_directory)
    : transient_(std::move(runtime_directory) + "/held", hold_form(false)),
      kept_(std::move(state_directory) + "/held", hold_form(true)) {}

bool Holds::held(const CardId& card) const {
  // Unknown whether the hold is kept: better to leave a card alone than to touch a held one.
  return transient_.read(card.key()) || kept_.read(card.key()).value_or(true);
}

sys::Status Holds::hold(const CardId& card, bool keep) {
  return keep ? kept_.replace(card.key(), true) : transient_.write(card.key(), true);
}

sys::Status Holds::release(const CardId& card) {
  const auto released = transient_.write(card.key(), false);
  if (released.failed() || !kept_.read(card.key()).value_or(true)) return released;
  return kept_.replace(card.key(), false);
}

}  // namespace rmcp::state
