// SPDX-License-Identifier: MIT
// The value that a setting asks for, in the card's own units, beside the one in force.
#pragma once
#include "client/render/shown.hpp"

#include <string>

namespace rmcp::client {

struct SettingValue {
  std::string wanted;  // `90 % = 294 W`
  std::string now;     // `250 W`, if that is in force instead and was read
};

/// `device` is one of Source::status.
SettingValue value_of(const Shown& device, const Shown& setting);

}  // namespace rmcp::client
