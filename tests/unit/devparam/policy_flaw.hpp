// SPDX-License-Identifier: MIT
// What must hold for the module's reader of policies whatever the text is: for the fuzzer and for
// tests.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::test {

/// Empty when all is well: the reader takes the text or not as a reader of another build does, says
/// where it is wrong, and gives a device the same values.
std::string devparam_flaw(std::string_view text);

}  // namespace rmcp::test
