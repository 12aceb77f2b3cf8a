// SPDX-License-Identifier: MIT
// The outcomes of the steps of an apply or a revert.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

std::string render_outcomes(const Shown& document, const Style& style);

/// These outcomes, below the heading of their device; empty without any.
std::string outcome_lines(const Shown& device, const std::vector<Shown>& outcomes,
                          const Style& style);

/// False if any outcome of any device differs from policy. With names of knobs: those only.
bool all_good(const Shown& document, const std::vector<std::string>& knobs = {});

/// Why the outcome is not good, `found 65 W` or `EINVAL`; empty if there is nothing to report.
std::string outcome_detail(const Shown& outcome);

/// `3 applied, 1 refused` of a list of outcomes, in the order in which they first appear.
std::string outcome_counts(const std::vector<Shown>& outcomes);

}  // namespace rmcp::client
