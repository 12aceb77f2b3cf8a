// SPDX-License-Identifier: MIT
// Which errors are transient.
#pragma once
#include "lib/sys/errno.hpp"

namespace rmcp {

/// True if the cause of this errno goes away by itself: a GPU that is being reset or asleep, a full
/// disk, a missing answer. False if the same write would only be refused again.
bool passes(sys::Errno error);

}  // namespace rmcp
