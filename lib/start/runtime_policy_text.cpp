// SPDX-License-Identifier: MIT
// Formats a runtime policy: only its senders need this, and fmt.
#include "lib/start/runtime_policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace rmcp {

std::string to_string(const RuntimePolicy& policy) {
  std::vector<std::string> words;
  for (const auto& device : policy) {
    if (device.fine_grain == FineGrain::keep) continue;
    words.push_back(
        fmt::format("{}/fine_grain={}", to_string(device.address), to_word(device.fine_grain)));
  }
  if (policy.host_memory != HostMemory::as_asked) {
    words.push_back(fmt::format("host_memory={}", to_word(policy.host_memory)));
    if (policy.host_memory_from != RuntimePolicy::kDefaultHostMemoryFrom)
      words.push_back(fmt::format("host_memory_from={}", policy.host_memory_from));
  }
  if (policy.record) words.push_back("record=yes");
  return fmt::format("{}", fmt::join(words, ";"));
}

}  // namespace rmcp
