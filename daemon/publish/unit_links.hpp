// SPDX-License-Identifier: MIT
// The libraries of a set that are mounted over those of a service's own runtime.
#pragma once
#include "daemon/publish/unit_runtime.hpp"
#include "lib/policy/unit.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/start/obstacle.hpp"

#include <tl/expected.hpp>

#include <map>
#include <string>

namespace rmcp::publish {

using Links = std::map<std::string, std::string>;  // SONAME: the file of the set

/// HIP and ROCr of two releases in one process would be worse than either: all, or nothing.
tl::expected<Links, Hindrance> links_over(const ServiceUnit& unit, const LibrarySet& set,
                                          const Runtimes& runtimes);

}  // namespace rmcp::publish
