// SPDX-License-Identifier: MIT
// The trial of a card: values that are undone unless a client confirms them in time. Its record
// comes before each of its writes.
#pragma once
#include "daemon/engine/card_job.hpp"

namespace rmcp::engine {

/// Records the plan's changes as tried. Fails if an earlier trial is not taken back yet.
void begin_trial(CardJob& card, const Plan& plan);

/// Displays the new trial, after its plan was executed.
void show_trial(CardJob& card);

/// Ends the trial with its values in force. False if there is nothing to confirm, or if that cannot
/// be recorded.
bool confirm_trial(CardJob& card);

/// Restores the values from before the trial.
void undo_trial(CardJob& card, backend::Wake wake);

/// From here on the trial goes back to the originals, not to values set before it.
void give_up_trial(CardJob& card);

/// Ends the trial when all values are back, according to the driver's answers and readings.
void close_trial(CardJob& card, const Trial& trial);

}  // namespace rmcp::engine
