// SPDX-License-Identifier: MIT
// Settings that people make at run time: by name and text, as they type them.
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// The value in policy's words, or the reason why the knob cannot have it, with the permitted
/// values.
Expected<std::string> check_override(std::string_view knob, std::string_view text);

}  // namespace rmcp
