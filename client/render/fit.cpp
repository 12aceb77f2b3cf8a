// SPDX-License-Identifier: MIT
// Computes widths only: no text, no terminal.
#include "client/render/fit.hpp"

#include <algorithm>

namespace rmcp::client {

unsigned line_width(const std::vector<unsigned>& widths, unsigned gap) {
  unsigned total = 0;
  for (const unsigned width : widths)
    if (width > 0) total += (total > 0 ? gap : 0) + width;
  return total;
}

namespace {

/// Dropped columns may have freed more room than necessary: the cut columns, last cut first, get it
/// back.
void grow_back(std::vector<unsigned>& widths, const std::vector<unsigned>& natural,
               const std::vector<Narrowing>& order, unsigned limit, unsigned gap) {
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    auto& width = widths[it->column];
    const unsigned total = line_width(widths, gap);
    if (width == 0 || total >= limit) continue;
    width = std::min(natural[it->column], width + limit - total);
  }
}

}  // namespace

std::vector<unsigned> fitted_widths(std::vector<unsigned> widths,
                                    const std::vector<Narrowing>& order, unsigned limit,
                                    unsigned gap) {
  const auto natural = widths;
  for (const auto& [column, shortest, below] : order) {
    const unsigned total = line_width(widths, gap);
    if (total <= limit) break;
    auto& width = widths[column];
    if (width <= shortest) continue;
    const unsigned wanted = width - std::min(width, total - limit);
    // A column that can only be dropped is never cut to a useless stump first.
    width = shortest == 0 ? 0 : std::max(shortest, wanted);
  }
  grow_back(widths, natural, order, limit, gap);
  return widths;
}

}  // namespace rmcp::client
