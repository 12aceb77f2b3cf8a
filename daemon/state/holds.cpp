// SPDX-License-Identifier: MIT
// Holds as files.
#include "daemon/state/holds.hpp"

#include "lib/sys/file.hpp"

namespace rmcp::state {
namespace {

sys::Errno set(const std::string& path, bool held, bool durable) {
  if (!held) return sys::remove_file(path);
  if (const int error = sys::make_directories(path.substr(0, path.rfind('/')))) return error;
  return sys::replace_file(path, "", 0644, durable);
}

sys::Errno set_kept(const std::string& path, const bool& held) { return set(path, held, true); }

}  // namespace

Holds::Holds(std::string runtime_directory, std::string state_directory)
    : runtime_(std::move(runtime_directory) + "/held"),
      state_(std::move(state_directory) + "/held") {}

bool Holds::held(const CardId& card) const {
  const auto name = "/" + card.key();
  // Not known whether it is kept held: better a card that is left alone than one that must be.
  return sys::exists(runtime_ + name) || kept_.read(state_ + name, sys::exists).value_or(true);
}

int Holds::hold(const CardId& card, bool keep) const {
  const auto name = "/" + card.key();
  if (keep) return kept_.replace(state_ + name, true, set_kept);
  return set(runtime_ + name, true, false);
}

int Holds::release(const CardId& card) const {
  const auto name = "/" + card.key();
  const int error = sys::remove_file(runtime_ + name);
  if (error != 0 || !kept_.read(state_ + name, sys::exists).value_or(true)) return error;
  return kept_.replace(state_ + name, false, set_kept);
}

}  // namespace rmcp::state
