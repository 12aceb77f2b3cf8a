// SPDX-License-Identifier: MIT
// The trial of a card: values that are undone unless somebody confirms them in time. Its note comes
// before each of its writes.
#pragma once
#include "daemon/engine/card_job.hpp"

namespace rmcp::engine {

/// Notes the plan's changes as tried. Fails where an earlier trial is not taken back yet.
void begin_trial(CardJob& card, const Plan& plan);

/// Shows the trial that was begun, now that its plan has been carried out.
void show_trial(CardJob& card);

/// Ends the trial with its values in force. False when there is nothing to confirm or that cannot
/// be noted.
bool confirm_trial(CardJob& card);

/// Puts back the values from before the trial.
void undo_trial(CardJob& card, backend::Wake wake);

/// From here on the trial goes back to the originals, and to nothing that was set before it.
void give_up_trial(CardJob& card);

/// Ends the trial when all is back, by what the driver said and shows.
void close_trial(CardJob& card, const Trial& trial);

}  // namespace rmcp::engine
