// SPDX-License-Identifier: MIT
// What is said about a number of measurements.
#pragma once
#include <vector>

namespace rmcp::bench {

using Samples = std::vector<double>;

/// `share` of the samples are at most this; 0 when there are none.
double quantile(Samples samples, double share);
inline double median(const Samples& samples) { return quantile(samples, 0.5); }

}  // namespace rmcp::bench
