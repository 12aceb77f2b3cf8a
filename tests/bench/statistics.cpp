// SPDX-License-Identifier: MIT
// Quantiles by the nearest rank.
#include "statistics.hpp"

#include <algorithm>
#include <cmath>

namespace rmcp::bench {

double quantile(Samples samples, double share) {
  if (samples.empty()) return 0;
  std::sort(samples.begin(), samples.end());
  const auto rank = std::ceil(share * static_cast<double>(samples.size()));
  return samples[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

}  // namespace rmcp::bench
