// SPDX-License-Identifier: MIT
// What the unit notes in the folder says whether ldconfig has run for the present links.
#include "daemon/publish/default_folder.hpp"

#include "lib/sys/file.hpp"

namespace rmcp::publish {
namespace {

using Is = DefaultLibraryState::Is;

/// Written by set-default while it runs. If it is missing at the end, the run does not count.
constexpr auto kRun = "/.cached.new";

constexpr std::string_view kHelp =
    "ldconfig has not run for it yet: systemctl enable --now rmcp-default-set.path; where that is "
    "enabled: systemctl status rmcp-default-set.service";
constexpr std::string_view kLeft =
    "no set is wanted, but the loader still has one: systemctl start rmcp-default-set.service";
constexpr std::string_view kNotPut = "rmcpd puts it in place: systemctl enable --now rmcpd";

}  // namespace

std::string DefaultFolder::cached() const { return sys::read_file(top() + "/cached").value_or(""); }

bool DefaultFolder::is_being_cached() const {
  const auto noted = sys::read_file(top() + kRun);
  return noted && !noted->empty() && *noted == contents();
}

void DefaultFolder::forget_run() {
  // While the file stays, the state is pending, and its note says how to start the unit.
  sys::remove_file(top() + kRun).ignore();
}

sys::Status DefaultFolder::put(const DefaultSet& set) {
  const auto put =
      folder_.put(set.links, {{"ld.so.conf", set.loader_config}, {"contents", set.contents}});
  // It began with the old contents, or it is unknown which ldconfig has seen.
  forget_run();
  return put;
}

sys::Status DefaultFolder::remove() {
  const auto removed = folder_.remove();
  forget_run();
  return removed;
}

DefaultLibraryState state_in(const DefaultFolder& folder, const DefaultChoice& choice) {
  auto state = choice.state;
  const auto contents = folder.contents(), cached = folder.cached();
  const auto* set = choice.set;
  const bool put = set == nullptr || make_default_set(*set, folder.current()).contents == contents;
  if (put && contents == cached) {
    if (set != nullptr) state.is = Is::in_force;
    return state;
  }
  if (state.is == Is::none) state.is = Is::pending;
  if (state.is == Is::pending) state.note = !put ? kNotPut : contents.empty() ? kLeft : kHelp;
  return state;
}

}  // namespace rmcp::publish
