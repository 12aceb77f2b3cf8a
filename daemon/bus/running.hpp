// SPDX-License-Identifier: MIT
// For those that work while there is no daemon.
#pragma once

namespace rmcp::bus {

enum class Running { no, yes, no_answer };

/// Whether a daemon answers on the system bus; none is started for that. Without a bus there is
/// none. No answer in three seconds: the bus hangs, or what has the name does, such as a daemon
/// that was killed while the kernel holds one of its threads.
Running ask_running();

}  // namespace rmcp::bus
