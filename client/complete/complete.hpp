// SPDX-License-Identifier: MIT
// The candidates for the next word of rmcpctl's command line, for the completions of shells.
#pragma once
#include "client/document/json.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rmcp::client {

struct Candidate {
  std::string word;
  std::string help;  // for shells that display it
  bool operator==(const Candidate&) const = default;
};

/// The source of names, used only when they are wanted: {"devices":[{every property}]},
/// {"profiles":[..]} and {"libraries":[..]}.
struct Names {
  std::function<Json()> devices, profiles, libraries;
};

/// `words` are all words after `rmcpctl`; the last one is the word to complete and may be empty.
/// For a word that the shell completes itself, the answer is `:host`, `:folder`, `:file`, `:toml`
/// (a file of that type) or `:command`.
std::vector<Candidate> complete(const std::vector<std::string>& words, const Names& names);

}  // namespace rmcp::client
