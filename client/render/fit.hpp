// SPDX-License-Identifier: MIT
// Which columns of a table are cut, and how far, so that its lines fit.
#pragma once
#include "client/render/table.hpp"

#include <vector>

namespace rmcp::client {

/// Widths of the columns after as many of `order` as necessary have given way. `limit` is for the
/// whole line, separators of `gap` columns included. A width of 0 is a column that is left out.
std::vector<unsigned> fitted_widths(std::vector<unsigned> widths,
                                    const std::vector<Narrowing>& order, unsigned limit,
                                    unsigned gap);

/// The width of a line whose columns are this wide.
unsigned line_width(const std::vector<unsigned>& widths, unsigned gap);

}  // namespace rmcp::client
