// SPDX-License-Identifier: MIT
// The levels of the x86-64 psABI, with Linux's names for the required features.
#include "client/loader/hwcaps.hpp"

#include <algorithm>
#include <set>

namespace rmcp::client {
namespace {

struct Level {
  std::string_view name;
  std::vector<std::string_view> wants;
};

/// The flags of the first processor; all have the same, or the kernel hides the difference.
std::set<std::string_view> flags_in(std::string_view cpuinfo) {
  std::set<std::string_view> out;
  const auto line = cpuinfo.find("\nflags");
  if (line == std::string_view::npos) return out;
  auto rest = cpuinfo.substr(line + 1);
  rest = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(rest.size(), rest.find(':') + 1));
  while (!rest.empty()) {
    const auto word = rest.substr(0, rest.find(' '));
    if (!word.empty()) out.insert(word);
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  }
  return out;
}

}  // namespace

std::vector<std::string> hwcaps_of(std::string_view cpuinfo) {
  static const Level levels[] = {
      {"x86-64-v2", {"cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3"}},
      // LZCNT belongs to it as well, but some guests' kernels omit `abm` although the processor has
      // it, and the loader asks the processor. Every processor with the others has it.
      {"x86-64-v3", {"avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave"}},
      {"x86-64-v4", {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}},
  };
  const auto flags = flags_in(cpuinfo);
  std::vector<std::string> out;
  for (const auto& level : levels) {
    if (!std::ranges::all_of(level.wants,
                             [&](std::string_view flag) { return flags.contains(flag); }))
      break;
    out.insert(out.begin(), std::string(level.name));
  }
  return out;
}

}  // namespace rmcp::client
