// SPDX-License-Identifier: MIT
// Takes amdgpu off a card and has it probe the card again, with the parameters that policy wants
// for this card. Runs on the card's worker: the driver may take seconds for either, and on some
// kernels never ends.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/engine/job_control.hpp"
#include "lib/gpu/card_id.hpp"

#include <string>

namespace rmcp::engine {

/// Why the card has no driver now, or why it has kept the one that it had. Refuses a card that is
/// in use (device_use.hpp) unless `force`.
Expected<Rebound> rebind(const Job& job, backend::Backend& backend, JobControl& control,
                         const Device& device, const CardId& card, bool force);

}  // namespace rmcp::engine
