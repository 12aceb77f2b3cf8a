// SPDX-License-Identifier: MIT
// Chooses the columns of a table to cut, so that its lines fit.
#pragma once
#include "client/render/table.hpp"

#include <vector>

namespace rmcp::client {

/// The widths of the columns after cutting as many of `order` as necessary. `limit` is for the
/// whole line, including separators of `gap` columns. A width of 0 means that the column is
/// dropped.
std::vector<unsigned> fitted_widths(std::vector<unsigned> widths,
                                    const std::vector<Narrowing>& order, unsigned limit,
                                    unsigned gap);

/// The width of a line with columns of these widths.
unsigned line_width(const std::vector<unsigned>& widths, unsigned gap);

}  // namespace rmcp::client
