// SPDX-License-Identifier: MIT
// Kills a process, or lets its calls fail, at every system call that changes a file, one after the
// other. The calls are the test program's own, in front of those of libc.
#pragma once
#include <functional>
#include <string>

namespace rmcp::test {

/// Runs `act` in a process of its own that dies (`error` 0), or whose calls fail with `error`, from
/// the given call on. Only calls on files below a folder that contains `below` count. True when
/// that call was reached.
bool reaches(int call, int error, const std::string& below, const std::function<void()>& act);

/// Walks all calls of `act`, each on ground that `prepare` has made; `check` sees what each has
/// left. Ends early when a check has failed. The number of calls.
int walk(int error, const std::string& below, const std::function<void()>& prepare,
         const std::function<void()>& act, const std::function<void(int)>& check);

}  // namespace rmcp::test
