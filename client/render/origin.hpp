// SPDX-License-Identifier: MIT
// The origin of a setting, in short form.
#pragma once
#include "client/render/shown.hpp"

#include <string>

namespace rmcp::client {

/// `20-egpu.toml:7`, or `-` without a file.
std::string origin_of(const Shown& record);

/// The rule's or profile's name, or `-`.
std::string section_of(const Shown& record);

}  // namespace rmcp::client
