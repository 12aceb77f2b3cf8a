// SPDX-License-Identifier: MIT
// What must hold for the reader of manifests whatever the text is: for the fuzzer and for tests.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::test {

/// Empty when all is well: a refused text has its reasons; what is accepted names nothing outside
/// of its prefix, and survives being written and read again.
std::string manifest_flaw(std::string_view text);

}  // namespace rmcp::test
