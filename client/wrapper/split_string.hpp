// SPDX-License-Identifier: MIT
// The argument of env -S as words, by the rules of env(1).
#pragma once
#include "client/wrapper/environment_change.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// `environment`: for ${NAME}. The error is for people: "it has a quote without an end".
Expected<std::vector<std::string>> split_string(std::string_view text,
                                                const Variables& environment);

}  // namespace rmcp::client
