// SPDX-License-Identifier: MIT
// Journals, writes, reads back, and undoes.
#include "daemon/engine/parameter_window.hpp"

#include "daemon/backend/module_parameter.hpp"
#include "daemon/state/module_journal.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>

namespace rmcp::engine {
namespace {

using Code = Failure::Code;

/// A round holds the lock for the few writes that it makes. By the wall clock, because
/// ThreadSanitizer does not know the call for the other one.
auto patience() { return std::chrono::system_clock::now() + std::chrono::seconds(1); }

Failure at(std::string_view name, sys::Status status) {
  return sys::failure_at(fmt::format("parameter.{}", name), status);
}

}  // namespace

bool belongs_to_window(std::string_view parameter) {
  const auto* row = find_module_parameter(parameter);
  return row != nullptr && row->read_at != ReadAt::runtime;
}

ParameterWindow::ParameterWindow(sys::Paths paths, std::string boot_id)
    : paths_(std::move(paths)), boot_id_(std::move(boot_id)) {}

Expected<ParameterWindow::Ticket> ParameterWindow::open(const std::string& owner) {
  const std::unique_lock writing(writing_, patience());
  if (!writing)
    return tl::unexpected(
        Failure(Code::device_busy, "busy: the module's parameters are being written"));
  Ticket ticket = 0;
  {
    const std::lock_guard lock(state_);
    if (ended_) return tl::unexpected(Failure("rmcpd is ending"));
    if (!open_.owner.empty())
      return tl::unexpected(
          Failure(Code::device_busy, fmt::format("busy: {} is being rebound", open_.owner)));
    ticket = ++last_;
    open_ = {ticket, owner};
  }
  // Those of a window that was given up, which no round has put back yet.
  auto wrong = put_back();
  if (!wrong) return ticket;
  forget();
  return tl::unexpected(std::move(wrong));
}

Failure ParameterWindow::set(Ticket ticket, const Values& values) {
  const std::lock_guard writing(writing_);
  if (!is_open(ticket)) return "it took too long, and was given up";
  state::ModuleJournal journal(paths_.runtime, boot_id_);
  auto wrong = write(journal, values);
  if (wrong) put_back().ignore();  // tried again when the window closes
  return wrong;
}

Failure ParameterWindow::write(state::ModuleJournal& journal, const Values& values) const {
  for (const auto& [name, text] : values) {
    const auto loaded = backend::read_parameter(paths_, name);
    if (!loaded) return at(name, sys::Status(loaded.error()));
    if (const auto noted = journal.record_original(name, *loaded); noted.failed())
      return sys::failure_at("the journal cannot be updated", noted);
    if (const auto written = backend::write_parameter(paths_, name, text); written.failed())
      return at(name, written);
    const auto shown = backend::read_parameter(paths_, name).value_or("");
    if (!shows_value(*find_module_parameter(name), shown, text, std::nullopt))
      return fmt::format("parameter.{}: the driver accepted the write and shows '{}'", name, shown);
  }
  return {};
}

Failure ParameterWindow::put_back() const {
  state::ModuleJournal journal(paths_.runtime, boot_id_);
  Failure first;
  const auto originals = journal.originals();
  for (const auto& [name, text] : originals) {
    if (!belongs_to_window(name)) continue;
    const auto written = backend::write_parameter(paths_, name, text);
    const bool unloaded = written == ENOENT;  // the module's next life has values of its own
    auto wrong = unloaded ? Failure() : at(name, written);
    if (!wrong && !unloaded && backend::read_parameter(paths_, name) != text)
      wrong = fmt::format("parameter.{}: does not show {} again", name, text);
    // If the record stays, the next round writes the value again.
    if (!wrong) journal.forget(name).ignore();
    if (!first) first = std::move(wrong);
  }
  return first.after("cannot be put back: ");
}

Failure ParameterWindow::close(Ticket ticket) {
  const std::lock_guard writing(writing_);
  if (!is_open(ticket)) return {};
  auto wrong = put_back();
  forget();
  return wrong;
}

bool ParameterWindow::is_open(Ticket ticket) const {
  const std::lock_guard lock(state_);
  return open_.ticket == ticket;
}

std::string ParameterWindow::owner() const {
  const std::lock_guard lock(state_);
  return open_.owner;
}

void ParameterWindow::forget() {
  const std::lock_guard lock(state_);
  open_ = {};
}

void ParameterWindow::give_up(const std::string& owner) {
  const std::lock_guard lock(state_);
  if (open_.owner == owner) open_ = {};
}

void ParameterWindow::end() {
  {
    const std::lock_guard lock(state_);
    ended_ = true;
  }
  const std::unique_lock writing(writing_, patience());
  // If a round holds the lock for so long, it hangs; the next daemon puts the values back.
  if (writing) put_back().ignore();
}

}  // namespace rmcp::engine
