// SPDX-License-Identifier: MIT
// Reads the options of a command by its row, as getopt_long(3) does with "+": up to the first word
// that is none.
#pragma once
#include "client/wrapper/environment_change.hpp"
#include "client/wrapper/wrapper_rows.hpp"
#include "lib/text/failure.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmcp::client {

struct FoundOption {
  const WrapperOption* row = nullptr;
  std::string value = {};
};

struct ReadOptions {
  std::vector<FoundOption> found;
  std::vector<std::string> rest;  // the words behind the options
};

/// `words`: without the command's own name. What -S splits counts as words, with ${NAME} from
/// `environment`. The error is for people: "its option --x is not known here".
Expected<ReadOptions> read_options(std::vector<std::string> words,
                                   std::span<const WrapperOption> rows,
                                   const Variables& environment);

}  // namespace rmcp::client
