// SPDX-License-Identifier: MIT
// Applies policy to a card, as far as holds, trials, risks and sleep allow.
#pragma once
#include "daemon/engine/card_job.hpp"

namespace rmcp::engine {

void enforce(CardJob& card);

}  // namespace rmcp::engine
