// SPDX-License-Identifier: MIT
// Which errors are worth a wait.
#pragma once

namespace rmcp {

/// True when the reason of this errno goes by itself: a GPU that is being reset or asleep, a full
/// disk, an answer that did not come. False when the same write would only be refused again.
bool passes(int error);

}  // namespace rmcp
