// SPDX-License-Identifier: MIT
// Where ROCr calls this library: $HSA_TOOLS_LIB names it, and hsa_init loads it as its last step.
#include "hooks.hpp"
#include "wishes.hpp"

#include <pthread.h>

#include <cstdlib>
#include <new>

namespace rmcp::hsa {

Session* session = nullptr;

namespace {

void before_fork() { session->record.before_fork(); }
void after_fork() { session->record.after_fork(); }
void in_child() { session->record.leave(); }

/// The session of this process: made once, since a ROCr that is initialised again calls OnLoad
/// again.
bool begin_session() {
  if (session) {
    session->record.forget_live();
    return true;
  }
  void* memory = std::calloc(1, sizeof(Session));
  if (!memory) return false;
  session = new (memory) Session;
  return pthread_atfork(before_fork, after_fork, in_child) == 0;
}

void install(ApiTable& table, const RuntimePolicy& policy, const char* runtime_dir, Text& text) {
  Functions ours{};
  hook_pools(policy, ours);
  hook_allocations(policy, ours);
  if (!holds(table, ours)) session->rocr = read_functions(table);
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
    const char* refusal = refuse(table);
    if (!refusal && !complete(read_functions(table))) refusal = "a table that lacks functions";
    if (!refusal && !begin_session()) refusal = "no memory";
    if (refusal)
      text << "this ROCr is not one that can be changed: " << refusal;
    else
      install(table, policy, surroundings.runtime_dir, text);
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

/// HIP programs never get here; the record does without it.
[[gnu::visibility("default")]] void OnUnload() {}

[[gnu::destructor]] static void at_exit() {
  if (rmcp::hsa::session) rmcp::hsa::session->record.end();
}
}
