// SPDX-License-Identifier: MIT
// What may stand next on the command line of rmcpctl: what the shells' completions ask for.
#pragma once
#include "client/document/json.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rmcp::client {

struct Candidate {
  std::string word;
  std::string help;  // for shells that show it
  bool operator==(const Candidate&) const = default;
};

/// Where names come from, asked only when they are wanted: {"devices":[{every property}]},
/// {"profiles":[..]} and {"libraries":[..]}.
struct Names {
  std::function<Json()> devices, profiles, libraries;
};

/// `words` are all behind `rmcpctl`, the last one is the one to complete and may be empty. A word
/// that is for the shell itself to complete is answered by `:host`, `:folder`, `:file`, `:toml` (a
/// file of that kind) or `:command`.
std::vector<Candidate> complete(const std::vector<std::string>& words, const Names& names);

}  // namespace rmcp::client
