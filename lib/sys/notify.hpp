// SPDX-License-Identifier: MIT
// Messages to systemd about the daemon (sd_notify).
#pragma once
#include <string>

namespace rmcp::sys {

void notify_ready(const std::string& status);
void notify_status(const std::string& status);
void notify_stopping();

}  // namespace rmcp::sys
