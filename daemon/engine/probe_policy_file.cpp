// SPDX-License-Identifier: MIT
// Journal, write, read back.
#include "daemon/engine/probe_policy_file.hpp"

#include "daemon/backend/probe_module.hpp"

#include <fmt/format.h>

#include <optional>

namespace rmcp::engine {
namespace {

/// The module was loaded with it by rmcpd's file, or by the copy of that in the initramfs.
bool is_own(const std::string& policy, const ModuleFound& found) {
  const auto stored =
      probe_policy_option(parse_modprobe_options(found.own_text, kProbeModule, found.own_file));
  return policy == stored || (found.initramfs && policy == found.initramfs->probe_policy);
}

std::optional<std::string> recorded(const state::ModuleJournal& journal) {
  const auto note = journal.originals().find(state::kProbePolicyNote);
  return note == journal.originals().end() ? std::nullopt : std::optional(note->second);
}

/// The text that the module is to have.
std::string target(const state::ModuleJournal& journal, const ModuleFound& found,
                   const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  if (const auto original = recorded(journal)) return *original;
  return is_own(found.probe.policy, found) ? "" : found.probe.policy;
}

std::string problem(const std::string& why) {
  return fmt::format("the policy of rmcp_devparam is not written: {}", why);
}

ProbePolicyWrite write(const sys::Paths& paths, const std::string& text) {
  if (const auto written = backend::write_probe_policy(paths, text); written.failed())
    return {.change = {}, .problem = problem(sys::describe_errno(written.error()))};
  ModuleFound now;
  backend::read_probe_module(paths, now);
  if (now.probe.policy != text)
    return {.change = {}, .problem = problem(fmt::format("it has '{}'", now.probe.policy))};
  return {.change = fmt::format("rmcp_devparam: policy: {}", text.empty() ? "none" : text),
          .problem = {}};
}

}  // namespace

ProbePolicyWrite write_probe_policy(const sys::Paths& paths, state::ModuleJournal& journal,
                                    const ModuleFound& found, const std::string& wanted) {
  // Here and below: if the record stays, the next round that wants nothing writes it once more.
  const auto forget = [&] { journal.forget(state::kProbePolicyNote).ignore(); };
  const auto& now = found.probe.policy;
  if (!found.probe.loaded) {
    forget();  // a module that went has left nothing behind
    return {};
  }
  const auto text = target(journal, found, wanted);
  if (text != now && !wanted.empty()) {
    const auto noted =
        journal.record_original(state::kProbePolicyNote, is_own(now, found) ? "" : now);
    if (noted.failed())
      return {
          .change = {},
          .problem = problem("cannot update the journal: " + sys::describe_errno(noted.error()))};
  }
  auto out = text == now ? ProbePolicyWrite() : write(paths, text);
  if (wanted.empty() && out.problem.empty()) forget();
  return out;
}

}  // namespace rmcp::engine
