// SPDX-License-Identifier: MIT
// The library set that the dynamic loader finds by default, for all programs of the machine.
#pragma once
#include "lib/text/origin.hpp"

#include <string>

namespace rmcp {

/// `[system] library = "rocm-5.2"`.
struct DefaultLibrary {
  std::string set;  // empty: "none"
  Origin origin;
};

}  // namespace rmcp
