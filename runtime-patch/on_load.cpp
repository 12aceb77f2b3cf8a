// SPDX-License-Identifier: MIT
// The entry point: $HSA_TOOLS_LIB names this library, and hsa_init loads it as its last step.
#include "runtime-patch/hooks.hpp"
#include "runtime-patch/wishes.hpp"

#include <pthread.h>

#include <cstdlib>
#include <new>

namespace rmcp::hsa {

Session* session = nullptr;

namespace {

void before_fork() { session->record.before_fork(); }
void after_fork() { session->record.after_fork(); }
void in_child() { session->record.leave(); }

/// Makes the session of this process, once: a ROCr that is initialised again calls OnLoad again.
bool make_session() {
  if (session) return true;
  void* memory = std::calloc(1, sizeof(Session));
  if (!memory) return false;
  session = new (memory) Session;
  return pthread_atfork(before_fork, after_fork, in_child) == 0;
}

/// Takes ROCr's functions over into the session. A process can have two copies of ROCr, the
/// system's and a wheel's: one must not release memory of the other, so only the first is changed.
const char* adopt(const ApiTable& table, const Functions& ours) {
  const Functions theirs = read_functions(table);
  if (!complete(theirs)) return "a table that lacks functions";
  const bool again = session != nullptr;
  if (!make_session()) return "no memory";
  if (!holds(table, ours)) {
    if (again && theirs.pool_allocate != session->rocr.pool_allocate)
      return "the second one in this process";
    session->rocr = theirs;
  }
  if (again) session->record.forget_live();
  return nullptr;
}

void install(ApiTable& table, const Functions& ours, const RuntimePolicy& policy,
             const char* runtime_dir, Text& text) {
  session->policy = policy;
  session->inventory.fill(session->rocr, policy);
  describe(session->inventory, policy, text);
  Text complaint;
  if (policy.record && !session->record.open(runtime_dir, complaint))
    text << (text.empty() ? "" : "; ") << complaint.view();
  replace(table, ours);
}

void load(ApiTable& table) {
  const Surroundings surroundings = look_around();
  Text text;
  const RuntimePolicy policy = decide(surroundings, text);
  if (!policy.empty()) {
    Functions ours{};
    hook_pools(policy, ours);
    hook_allocations(policy, ours);
    const char* refusal = refuse(table);
    if (!refusal) refusal = adopt(table, ours);
    if (refusal)
      text << "this ROCr is left unchanged: " << refusal;
    else
      install(table, ours, policy, surroundings.runtime_dir, text);
  }
  if (!text.empty()) say(text);
}

}  // namespace
}  // namespace rmcp::hsa

extern "C" {

/// Always true: ROCr up to 5.2.3 crashes in hsa_shut_down when a tool refuses.
[[gnu::visibility("default")]] bool OnLoad(rmcp::hsa::ApiTable* table, std::uint64_t, std::uint64_t,
                                           const char* const*) {
  if (table) rmcp::hsa::load(*table);
  return true;
}

/// HIP programs never get here; the record does not need it.
[[gnu::visibility("default")]] void OnUnload() {}

[[gnu::destructor]] static void at_exit() {
  if (rmcp::hsa::session) rmcp::hsa::session->record.end();
}
}
