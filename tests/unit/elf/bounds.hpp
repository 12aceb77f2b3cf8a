// SPDX-License-Identifier: MIT
// Bounds of time, memory and stack for what reads bytes that somebody made to exceed them.
#pragma once
#include <cstddef>
#include <functional>
#include <string>

namespace rmcp::test {

/// Runs a function in a process of its own: with so much more memory than this one has, 512 KiB of
/// stack, and a minute. Returns its answer; "ended by signal 6" and the like if it has none.
std::string within_bounds(const std::function<std::string()>& answer,
                          std::size_t memory = std::size_t{64} << 20);

}  // namespace rmcp::test
