// SPDX-License-Identifier: MIT
// Drops one error of each kind; the test wants the compiler to see them all.
#include "lib/sys/errno.hpp"

rmcp::sys::Status status();
rmcp::sys::Result<int> result();
rmcp::Failure fault();

int main() {
  status();
  result();
  fault();
}
